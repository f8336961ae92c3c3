import type { JSX } from "solid-js";
import type { CopyDetails } from "../../api/types";
import { ConditionSection } from "./condition-section";
import { CopyRuleSection } from "./copy-rule-section";

/** How a record is kept: its condition, and when it is due for cleaning. */
export function CopyCare(props: { copyId: string; details: CopyDetails | undefined }): JSX.Element {
  return (
    <>
      <ConditionSection copyId={props.copyId} details={props.details} />
      <CopyRuleSection copyId={props.copyId} />
    </>
  );
}
