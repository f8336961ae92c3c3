/** What went wrong with a call to the API: a problem document (RFC 9457), or no answer at all. */
export class Problem extends Error {
  constructor(
    /** The HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly title: string,
    readonly detail: string | undefined = undefined,
    /** What kind of problem: the last part of its `type`. */
    readonly code: string | undefined = undefined,
  ) {
    super(detail ?? title);
    this.name = "Problem";
  }

  /** Asking again later may help, and loses nothing. */
  get passing(): boolean {
    return (
      this.status === 0 ||
      this.status === 401 ||
      this.status === 408 ||
      this.status === 429 ||
      this.status >= 500
    );
  }
}

export const UNREACHABLE = "Waugzee cannot be reached";

export function problemFrom(status: number, body: unknown): Problem {
  const document = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const text = (key: string) => (typeof document[key] === "string" ? (document[key] as string) : undefined);
  return new Problem(
    status,
    text("title") ?? `The server answered ${status}`,
    text("detail"),
    text("type")?.split("/").at(-1),
  );
}

/** One sentence for people: what happened and, where it helps, what to do. */
export function inWords(error: unknown): string {
  if (!(error instanceof Problem)) return "Something went wrong in the page. Reload it and try again.";
  if (error.status === 0) return `${UNREACHABLE}. Check the connection and try again.`;
  if (error.status === 429) return "That was a little fast. Wait a moment and try again.";
  if (error.status >= 500) return "The server is having trouble. Try again in a moment.";
  return error.detail ?? error.title;
}
