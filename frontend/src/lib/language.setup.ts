/** Unit tests read English as the British write it. */
import { i18n } from "@lingui/core";

i18n.load("en", {});
i18n.activate("en", ["en-GB"]);
