import { t } from "@lingui/core/macro";
import { type JSX, Show } from "solid-js";
import type { createDraft } from "../../lib/draft";
import { Button } from "../../ui/button";
import { Notice } from "../../ui/notice";

/** Says that the form holds what was typed before, and leads back to the beginning. */
export function Begun(props: { draft: ReturnType<typeof createDraft> }): JSX.Element {
  return (
    <Show when={props.draft.found()}>
      <Notice
        icon="edit"
        action={
          <Button icon="undo" onClick={() => props.draft.startOver()}>
            {t`Start over`}
          </Button>
        }
      >
        {t`What you began before is still here, not saved yet.`}
      </Notice>
    </Show>
  );
}
