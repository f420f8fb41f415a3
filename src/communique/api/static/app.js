"use strict";
// Pages work without this file; with it, words and events light each other up, and files can be
// dropped on the page "Read".

function glowTogether() {
  const marked = document.querySelectorAll("[data-events]");
  const members = new Map();
  for (const element of marked) {
    for (const event of element.dataset.events.split(" ").filter(Boolean)) {
      if (!members.has(event)) members.set(event, []);
      members.get(event).push(element);
    }
  }
  const set = (element, on) => {
    const own = element.closest("[data-events]");
    if (!own) return;
    for (const event of own.dataset.events.split(" ").filter(Boolean)) {
      for (const other of members.get(event)) other.classList.toggle("glow", on);
    }
  };
  document.addEventListener("pointerover", (event) => set(event.target, true));
  document.addEventListener("pointerout", (event) => set(event.target, false));
  document.addEventListener("focusin", (event) => set(event.target, true));
  document.addEventListener("focusout", (event) => set(event.target, false));
}

function takeFiles() {
  const text = document.getElementById("r-text");
  if (!text) return;
  const take = async (file) => {
    if (file) text.value = (await file.text()).slice(0, text.maxLength);
  };
  document.getElementById("r-file").addEventListener("change", (event) => take(event.target.files[0]));
  text.addEventListener("dragover", (event) => {
    event.preventDefault();
    text.classList.add("dropping");
  });
  text.addEventListener("dragleave", () => text.classList.remove("dropping"));
  text.addEventListener("drop", (event) => {
    event.preventDefault();
    text.classList.remove("dropping");
    take(event.dataTransfer.files[0]);
  });
}

glowTogether();
takeFiles();
