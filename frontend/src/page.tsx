import { render } from "solid-js/web";
import { App } from "./app";

const page = document.getElementById("page");
if (!page) throw new Error("index.html lacks #page");
render(() => <App />, page);
