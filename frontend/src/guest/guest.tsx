import { render } from "solid-js/web";
import { GuestPage } from "./guest-page";

const root = document.getElementById("guest");
if (!root) throw new Error("the document lacks #guest");
render(() => <GuestPage address={location.pathname.split("/")[2] ?? ""} />, root);
