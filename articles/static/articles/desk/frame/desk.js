// What script adds to the desk. Everything works without it.
import { nameEditor, nameReadyEditors } from "../stories/body.js";
import { orderRows } from "./rows.js";
import { setUpStoryPhotos } from "../stories/story_photos.js";
import { guardTyping, sendOnce } from "./guard.js";

document.querySelectorAll("[data-rows]").forEach(orderRows);
document.querySelectorAll("form[data-once], #article_form").forEach(sendOnce);
document.querySelectorAll("#article_form").forEach(guardTyping);
document.addEventListener("prose-editor:ready", nameEditor);
nameReadyEditors();
document.querySelectorAll("#article_form").forEach(setUpStoryPhotos);
