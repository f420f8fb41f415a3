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
    copy.setAttribute("height", Number(height) + Charts.titleHeight);
    Charts.addTitle(copy, ground, svg);
    copy.setAttribute("font-family", getComputedStyle(document.body).fontFamily);
    return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
  },

  // Height of the title that a chart has when it leaves its page.
  titleHeight: 34,

  addTitle(copy, ground, svg) {
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const title = document.createElementNS("http://www.w3.org/2000/svg", "text");
    const caption = svg.closest("figure").querySelector("figcaption b").textContent;
    title.textContent = [document.querySelector("h1").textContent.trim(), caption].join(". ");
    const ink = getComputedStyle(document.body).color;
    for (const [name, value] of [["x", 8], ["y", -12], ["fill", ink], ["font-weight", 700], ["font-size", 16]]) title.setAttribute(name, value);
    ground.setAttribute("y", -Charts.titleHeight);
    ground.setAttribute("height", height + Charts.titleHeight);
    copy.setAttribute("viewBox", `0 ${-Charts.titleHeight} ${width} ${height + Charts.titleHeight}`);
    ground.after(title);
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
    canvas.height = 2 * (height + Charts.titleHeight);
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
  // Items have x, y, r, text and weight; the weightiest choose first. Lines have two ends.
  placeLabels(items, { width, height }, lines = []) {
    const dots = lines.flatMap((line) => {
      const steps = Math.ceil(Math.hypot(line.x2 - line.x1, line.y2 - line.y1) / 6) || 1;
      return d3.range(steps).map((step) => ({ x: line.x1 + ((line.x2 - line.x1) * step) / steps, y: line.y1 + ((line.y2 - line.y1) * step) / steps }));
    });
    const crossed = (box) => dots.filter((dot) => dot.x > box.left && dot.x < box.right && dot.y > box.top && dot.y < box.bottom).length;
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
        return { ...spot, box, cost: covered + 12 * crossed(box) + (outside ? 1e6 : 0) };
      });
      const best = spots.reduce((one, other) => (other.cost < one.cost ? other : one));
      if (best.cost > length * 5) continue;
      taken.push({ ...best.box, of: null });
      placed.push({ text: d.text, x: best.x, y: best.y, anchor: best.anchor });
    }
    return placed;
  },

  // Discs of a few sizes with the numbers that they stand for, and words for the colours.
  legend(layer, { x, y, sizes, radius, unit, colours }) {
    let at = x;
    const text = (words, left) => layer.append("text").attr("class", "legend halo").attr("x", left).attr("y", y + 4).text(words);
    for (const size of sizes) {
      const r = radius(size);
      layer.append("circle").attr("class", "key").attr("cx", at + r).attr("cy", y).attr("r", r);
      const words = `${size}${size === sizes.at(-1) ? ` ${unit}` : ""}`;
      text(words, at + 2 * r + 5);
      at += 2 * r + 17 + words.length * 6.6;
    }
    for (const [name, words] of colours) {
      layer.append("rect").attr("class", `key ${name}`).attr("x", at + 8).attr("y", y - 5).attr("width", 18).attr("height", 10);
      text(words, at + 31);
      at += 46 + words.length * 6.6;
    }
  },

  // A small, a middling and the largest number that discs of a chart stand for.
  sizes(most) {
    return [...new Set([1, Math.round(most / 3), most])].filter((one) => one > 0);
  },

  drawLabels(layer, items, size, lines = []) {
    layer.selectAll("text").data(Charts.placeLabels(items, size, lines), (d) => d.text).join("text")
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
