/** A view of the shelf as the query of its address, so that it can be bookmarked, shared and saved. */
import { FACETS, type Filters } from "./facets";
import { isOrder, type Order } from "./order";

/** Where one looks: at what one has, or at what left the collection. */
export type Place = "shelf" | "removed";

export type View = { typed: string; order: Order; filters: Filters; place: Place };

/** The query, "" for the plain shelf in its usual order; a value is at most this long, and so many count. */
const LONGEST = 200;
const MOST = 100;

export function toQuery(view: View, usual: Order): string {
  const query = new URLSearchParams();
  if (view.place !== "shelf") query.set("show", view.place);
  const typed = view.typed.trim();
  if (typed !== "") query.set("q", typed);
  if (view.order !== usual) query.set("order", view.order);
  for (const { id } of FACETS) for (const value of view.filters[id] ?? []) query.append(id, value);
  const text = query.toString();
  return text && `?${text}`;
}

/** Reads any query: what it does not know it leaves out. */
export function fromQuery(text: string, usual: Order): View {
  const query = new URLSearchParams(text);
  const order = query.get("order") ?? "";
  const filters: Filters = {};
  for (const { id } of FACETS) {
    const values = [...new Set(query.getAll(id))].filter((value) => value !== "" && value.length <= LONGEST);
    if (values.length > 0) filters[id] = values.slice(0, MOST);
  }
  return {
    typed: (query.get("q") ?? "").slice(0, LONGEST),
    order: isOrder(order) ? order : usual,
    filters,
    place: query.get("show") === "removed" ? "removed" : "shelf",
  };
}
