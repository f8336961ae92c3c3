import { render } from "solid-js/web";
import { App } from "./app";
import { followKeyboard } from "./ui/keyboard-inset";

const page = document.getElementById("page");
if (!page) throw new Error("index.html lacks #page");
followKeyboard();
render(() => <App />, page);
