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
    const names = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-weight", "text-anchor", "paint-order", "stroke-linejoin", "stroke-linecap"];
    from.forEach((element, index) => {
      const style = getComputedStyle(element);
      for (const name of names) to[index].setAttribute(name, style.getPropertyValue(name));
    });
    for (const element of to) for (const name of ["href", "tabindex", "aria-hidden"]) element.removeAttribute(name);
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const size = Charts.frame(copy, Charts.told(svg.closest("figure")), { width, height });
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("font-family", getComputedStyle(document.body).fontFamily);
    return { ...size, blob: new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }) };
  },

  // What stands around a chart when it leaves its page: title, units, and where it comes from.
  told(figure) {
    const caption = figure.querySelector("figcaption").cloneNode(true);
    for (const period of caption.querySelectorAll(".period")) period.remove();
    const lead = caption.querySelector("b").textContent.trim();
    const { ledger, period, reader } = figure.dataset;
    return {
      title: [document.querySelector("h1").textContent.trim(), lead].join(". "),
      note: caption.textContent.replace(lead, "").replace(/\s+/g, " ").trim(),
      source: `Source: ${["communiqué ledger " + ledger, period, "reader " + reader].filter(Boolean).join("; ")}.`,
    };
  },

  // Words in as few lines as they need in a font.
  wrapped(text, { size, weight }, room) {
    const pen = Charts.pen || (Charts.pen = document.createElement("canvas").getContext("2d"));
    pen.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
    const lines = [];
    for (const word of text.split(" ")) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      if (lines.length && pen.measureText(longer).width <= room) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  },

  frame(copy, { title, note, source }, { width, height }) {
    const style = getComputedStyle(document.body);
    const quiet = getComputedStyle(document.documentElement).getPropertyValue("--quiet").trim();
    const make = (name, attributes, text) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      if (text) element.textContent = text;
      return element;
    };
    const rows = [[title, { size: 17, weight: 700 }, style.color], [note, { size: 13, weight: 400 }, quiet]]
      .flatMap(([text, font, ink]) => Charts.wrapped(text, font, width - 16).map((line) => ({ line, ...font, ink })));
    const foot = Charts.wrapped(source, { size: 11, weight: 400 }, width - 16).map((line) => ({ line, size: 11, weight: 400, ink: quiet }));
    const tall = (row) => Math.round(row.size * 1.4);
    const above = d3.sum(rows, tall) + 22;
    const below = d3.sum(foot, tall) + 16;
    const write = (lines, top) => {
      let y = top;
      return lines.map((row) => make("text", { x: 8, y: (y += tall(row)), fill: row.ink, "font-size": row.size, "font-weight": row.weight }, row.line));
    };
    copy.prepend(make("title", {}, title), make("desc", {}, `${note} ${source}`),
      make("rect", { x: 0, y: -above, width, height: above + height + below, fill: style.backgroundColor }),
      ...write(rows, -above + 4), ...write(foot, height + 4));
    copy.setAttribute("viewBox", `0 ${-above} ${width} ${above + height + below}`);
    copy.setAttribute("width", width);
    copy.setAttribute("height", above + height + below);
    return { width, height: above + height + below };
  },

  save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  },

  async savePng(svg, name) {
    const { blob, width, height } = Charts.standalone(svg);
    const image = new Image();
    const address = URL.createObjectURL(blob);
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * width;
    canvas.height = 2 * height;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    canvas.toBlob((drawn) => Charts.save(drawn, name), "image/png");
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
      // On a small drawing a name that covers another is worse than none.
      if (best.cost > length * (width < 500 ? 1.2 : 5)) continue;
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
    place.append(Charts.button("SVG", () => Charts.save(Charts.standalone(svg).blob, `${name}.svg`)));
    place.append(Charts.button("PNG", () => Charts.savePng(svg, `${name}.png`)));
  },
};
