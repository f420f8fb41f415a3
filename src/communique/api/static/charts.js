"use strict";
// What all charts share: they are drawn from the table beneath them, and can be taken away.

const Charts = {
  rows(figure, selector = "table.data tbody tr") {
    return [...figure.querySelectorAll(selector)].map((row) => row.dataset);
  },

  prevailing(cooperation, conflict) {
    return cooperation > conflict ? "cooperation" : conflict > cooperation ? "conflict" : "even";
  },

  button(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  },

  // A copy of the drawing that looks the same without our style sheet.
  standalone(svg) {
    const copy = svg.cloneNode(true);
    const from = svg.querySelectorAll("*");
    const to = copy.querySelectorAll("*");
    const names = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font", "font-weight", "text-anchor", "paint-order", "stroke-linejoin", "stroke-linecap"];
    from.forEach((element, index) => {
      const style = getComputedStyle(element);
      for (const name of names) to[index].setAttribute(name, style.getPropertyValue(name));
    });
    const paper = getComputedStyle(document.body).backgroundColor;
    const [, , width, height] = svg.getAttribute("viewBox").split(" ");
    const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of [["width", width], ["height", height], ["fill", paper]]) ground.setAttribute(name, value);
    copy.prepend(ground);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    copy.setAttribute("font-family", getComputedStyle(document.body).fontFamily);
    return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
  },

  save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  },

  async savePng(svg, name) {
    const image = new Image();
    const address = URL.createObjectURL(Charts.standalone(svg));
    image.src = address;
    await image.decode();
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const canvas = document.createElement("canvas");
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    canvas.toBlob((blob) => Charts.save(blob, name), "image/png");
  },

  // A cell that a spreadsheet program would take for a formula is preceded by an apostrophe.
  cell(text) {
    const risky = /^\s*[=+\-@]/.test(text) && !/^-?[\d.]+$/.test(text);
    return `"${(risky ? "'" : "") + text.replaceAll('"', '""')}"`;
  },

  saveCsv(table, name) {
    const lines = [...table.rows].map((row) =>
      [...row.cells].map((cell) => Charts.cell(cell.textContent.trim())).join(","));
    Charts.save(new Blob([lines.join("\n") + "\n"], { type: "text/csv" }), name);
  },

  // Gives each name a place beside its disc where it covers least; without one it is left out.
  // Items have x, y, r, text and weight; the weightiest choose first.
  placeLabels(items, { width, height }) {
    const taken = items.map((d) => ({ left: d.x - d.r, right: d.x + d.r, top: d.y - d.r, bottom: d.y + d.r, of: d }));
    const shared = (one, other) =>
      Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
      Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));
    const placed = [];
    for (const d of [...items].sort((one, other) => other.weight - one.weight)) {
      const length = d.text.length * 6.4;
      const spots = [
        { x: d.x + d.r + 4, y: d.y + 4, anchor: "start", left: d.x + d.r + 4 },
        { x: d.x - d.r - 4, y: d.y + 4, anchor: "end", left: d.x - d.r - 4 - length },
        { x: d.x, y: d.y + d.r + 13, anchor: "middle", left: d.x - length / 2 },
        { x: d.x, y: d.y - d.r - 5, anchor: "middle", left: d.x - length / 2 },
      ].map((spot) => {
        const box = { left: spot.left, right: spot.left + length, top: spot.y - 11, bottom: spot.y + 3 };
        const outside = box.left < 0 || box.right > width || box.top < 0 || box.bottom > height;
        const covered = d3.sum(taken, (one) => (one.of === d ? 0 : shared(box, one)));
        return { ...spot, box, cost: covered + (outside ? 1e6 : 0) };
      });
      const best = spots.reduce((one, other) => (other.cost < one.cost ? other : one));
      if (best.cost > length * 5) continue;
      taken.push({ ...best.box, of: null });
      placed.push({ text: d.text, x: best.x, y: best.y, anchor: best.anchor });
    }
    return placed;
  },

  drawLabels(layer, items, size) {
    layer.selectAll("text").data(Charts.placeLabels(items, size), (d) => d.text).join("text")
      .attr("class", "halo").attr("aria-hidden", "true").attr("pointer-events", "none")
      .attr("text-anchor", (d) => d.anchor).attr("x", (d) => d.x).attr("y", (d) => d.y)
      .text((d) => d.text);
  },

  downloads(figure, svg) {
    const name = figure.dataset.name;
    let place = figure.querySelector(".downloads");
    if (!place) {
      place = document.createElement("p");
      place.className = "downloads";
      figure.append(place);
      place.append(Charts.button("CSV", () => Charts.saveCsv(figure.querySelector("table.data"), `${name}.csv`)));
    }
    place.prepend("Take it along: ");
    place.append(Charts.button("SVG", () => Charts.save(Charts.standalone(svg), `${name}.svg`)));
    place.append(Charts.button("PNG", () => Charts.savePng(svg, `${name}.png`)));
  },
};
