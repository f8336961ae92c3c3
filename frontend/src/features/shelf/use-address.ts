import { useLocation, useNavigate } from "@solidjs/router";
import { createEffect, on, onCleanup } from "solid-js";
import { fromQuery, toQuery } from "./address";
import { show, USUAL, view } from "./view";

/** The address follows typing after this pause: browsers take only so many changes a minute. */
const PAUSE = 400;

/**
 * Keeps the shelf's address and what it shows the same: a query that comes from elsewhere is shown, and what
 * is chosen is written to the address, without a step in the browser's history.
 */
export function useAddress(): void {
  const location = useLocation();
  const navigate = useNavigate();
  const isShelf = () => location.pathname === "/";
  let written: string | undefined;

  createEffect(
    on(
      () => [location.pathname, location.search] as const,
      () => {
        if (isShelf() && location.search !== "" && location.search !== written) {
          show(fromQuery(location.search, USUAL));
        }
      },
    ),
  );

  createEffect(() => {
    const query = toQuery(view(), USUAL);
    if (!isShelf() || location.search === query) return;
    const write = () => {
      written = query;
      navigate(`/${query}`, { replace: true, scroll: false });
    };
    const timer = setTimeout(write, PAUSE);
    onCleanup(() => clearTimeout(timer));
  });
}
