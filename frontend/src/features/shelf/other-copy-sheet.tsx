import { t } from "@lingui/core/macro";
import type { JSX } from "solid-js";
import { Sheet } from "../../ui/sheet";
import { CopyChoice } from "../collection/copy-choice";
import { RecordLine } from "../collection/record-line";
import { closeOtherCopy, type OtherCopy } from "./other-copy";
import css from "./other-copy-sheet.module.css";

/** Which copy was it? Choosing one moves there what was just logged. */
export function OtherCopySheet(props: OtherCopy): JSX.Element {
  return (
    <Sheet label={t`Which copy of ${props.copy.title}?`} place="centre" onClose={closeOtherCopy}>
      <div class={css.sheet}>
        <RecordLine copy={props.copy} />
        <CopyChoice
          of={props.copy}
          value={props.copy.id}
          onChange={(copy) => {
            closeOtherCopy();
            props.onChoose(copy);
          }}
        />
      </div>
    </Sheet>
  );
}
