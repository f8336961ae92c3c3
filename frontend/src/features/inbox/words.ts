/** What a notice says, and where it leads. */
import { plural, t } from "@lingui/core/macro";
import type { Told } from "../../api/types";
import type { IconName } from "../../ui/icon";
import { reasonWords } from "../sync/reasons";

export type Words = { title: string; text: string; icon: IconName; href: string };

export function words(told: Told): Words {
  const { kind, count, state, subject_id: subject } = told;
  switch (kind) {
    case "cleaning":
      return {
        title: plural(count, { one: "# record to clean", other: "# records to clean" }),
        text: listed(told),
        icon: "clean",
        href: subject ? `/records/${subject}` : "/today",
      };
    case "needle":
      return {
        title: state === "replace" ? t`A needle has run its hours` : t`A needle is near its end`,
        text: needle(told),
        icon: "gear",
        href: subject ? `/gear/styluses/${subject}` : "/gear",
      };
    case "maintenance":
      return {
        title: t`Maintenance is due`,
        text: listed(told),
        icon: "gear",
        href: "/today",
      };
    case "connection":
      return state === "listenbrainz"
        ? {
            title: t`ListenBrainz no longer accepts the connection`,
            text: t`Nothing was lost. Connect again under Account, and what waits is sent.`,
            icon: "warn",
            href: "/account",
          }
        : {
            title: t`Discogs no longer accepts the connection`,
            text: t`Nothing was lost. Connect again under Account, and syncs go on.`,
            icon: "warn",
            href: "/account",
          };
    default:
      return {
        title: t`A sync by the server did not go through`,
        text: state === "given_up" ? t`It was tried several times.` : `${reasonWords(state).what}.`,
        icon: "sync",
        href: told.run_id ? `/sync/${told.run_id}` : "/sync",
      };
  }
}

function needle(told: Told): string {
  const name = told.names[0] ?? "";
  if (told.state === "replace" || told.percent_left === null) return name;
  return t`${name}, with ${Math.round(told.percent_left)} % of its life left`;
}

/** The names that were told, and how many there are besides. */
function listed(told: Told): string {
  const names = told.names.join(", ");
  const rest = told.count - told.names.length;
  if (rest <= 0) return names;
  return t`${names} and ${plural(rest, { one: "# more", other: "# more" })}`;
}
