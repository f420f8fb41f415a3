"use strict";
// States as nodes, what they did to each other as ties; the period can be played.

const SIZE = window.innerWidth < 700 ? { width: 380, height: 560 } : { width: 1080, height: 660 };

const EDGE = SIZE.width < 700 ? { side: 52, top: 36, bottom: 104 } : { side: 110, top: 44, bottom: 112 };

function drawNetwork(figure) {
  const svg = d3.select(figure.querySelector(".canvas")).append("svg")
    .attr("viewBox", `0 0 ${SIZE.width} ${SIZE.height}`)
    .attr("role", "group")
    .attr("aria-label", "Network of states; the table beneath lists the same ties");
  const ties = svg.append("g");
  const nodes = svg.append("g");
  const names = svg.append("g");
  const legend = svg.append("g");
  const places = new Map();
  const show = (rows) => layOut({ ties, nodes, names, legend }, rows, places);
  const whole = Charts.rows(figure).map(tieOf);
  show(whole);
  play(figure, show, whole);
  Charts.downloads(figure, svg.node());
}

function tieOf(row) {
  return {
    first: row.first, second: row.second, firstName: row.firstName, secondName: row.secondName,
    events: Number(row.events), cooperation: Number(row.cooperation), conflict: Number(row.conflict),
  };
}

function layOut(layers, rows, places) {
  const activity = new Map();
  for (const row of rows) {
    for (const [code, name] of [[row.first, row.firstName], [row.second, row.secondName]]) {
      // Who has a place keeps it, so that the eye can follow while the period is played.
      const place = places.get(code);
      const node = activity.get(code) || { code, name, events: 0, ...(place ? { ...place, fx: place.x, fy: place.y } : {}) };
      node.events += row.events;
      activity.set(code, node);
    }
  }
  const nodes = [...activity.values()];
  const links = rows.map((row) => ({ ...row, source: row.first, target: row.second }));
  const radius = d3.scaleSqrt([0, d3.max(nodes, (d) => d.events) || 1], SIZE.width < 700 ? [2, 18] : [3, 30]);
  const width = d3.scaleSqrt([0, d3.max(rows, (d) => d.events) || 1], [0.8, 12]);
  d3.forceSimulation(nodes)
    .force("link", d3.forceLink(links).id((d) => d.code).distance(SIZE.width / 12).strength(0.25))
    .force("charge", d3.forceManyBody().strength(SIZE.width < 700 ? -120 : -320))
    .force("x", d3.forceX(SIZE.width / 2).strength(0.07))
    .force("y", d3.forceY(SIZE.height / 2).strength(0.12))
    .force("apart", d3.forceCollide((d) => radius(d.events) + 18))
    .stop()
    .tick(300);
  if (!places.size) fill(nodes);
  for (const node of nodes) {
    node.x = Math.max(EDGE.side, Math.min(SIZE.width - EDGE.side, node.x));
    node.y = Math.max(EDGE.top, Math.min(SIZE.height - EDGE.bottom, node.y));
    places.set(node.code, { x: node.x, y: node.y });
  }
  drawTies(layers.ties, links, width);
  drawNodes(layers, nodes, radius, links);
  layers.legend.selectAll("*").remove();
  if (nodes.length) {
    const sizes = Charts.sizes(d3.max(nodes, (d) => d.events));
    const colours = [["cooperation", "mostly cooperation"], ["conflict", "mostly conflict"], ["even", "as much of both"]];
    if (SIZE.width < 700) {
      Charts.legend(layers.legend, { x: 4, y: SIZE.height - 46, radius, sizes, unit: "events", colours: [] });
      Charts.legend(layers.legend, { x: -8, y: SIZE.height - 12, radius, sizes: [], unit: "", colours: colours.map(([name, words]) => [name, words.replace("mostly ", "").replace("as much of both", "even")]) });
    } else {
      Charts.legend(layers.legend, { x: 4, y: SIZE.height - 33, radius, sizes, unit: "events", colours });
    }
  }
}

// Stretches the places of the nodes over the whole drawing, but not beyond what keeps its shape.
function fill(nodes) {
  for (const [name, room, before, after] of [["x", SIZE.width, EDGE.side, EDGE.side], ["y", SIZE.height, EDGE.top, EDGE.bottom]]) {
    const [least, most] = d3.extent(nodes, (d) => d[name]);
    if (!(most > least)) continue;
    const factor = Math.min((room - before - after) / (most - least), 2.4);
    const centre = (before + room - after) / 2;
    for (const node of nodes) node[name] = centre + (node[name] - (least + most) / 2) * factor;
  }
}

function drawTies(layer, links, width) {
  const lines = layer.selectAll("a").data(links, (d) => `${d.first}-${d.second}`).join("a")
    .attr("href", (d) => `/dyad/${d.first}/${d.second}`)
    .attr("aria-label", (d) => `${d.firstName} and ${d.secondName}: ${d.events} event${d.events === 1 ? "" : "s"}, ${d.cooperation} of cooperation, ${d.conflict} of conflict`);
  lines.selectAll("line").data((d) => [d]).join("line")
    .attr("class", (d) => `tie ${Charts.prevailing(d.cooperation, d.conflict)}`)
    .attr("stroke-width", (d) => width(d.events))
    .attr("x1", (d) => d.source.x).attr("y1", (d) => d.source.y)
    .attr("x2", (d) => d.target.x).attr("y2", (d) => d.target.y)
    .selectAll("title").data((d) => [d]).join("title")
    .text((d) => `${d.firstName} – ${d.secondName}: ${d.cooperation} of cooperation, ${d.conflict} of conflict`);
}

function drawNodes(layers, nodes, radius, links) {
  const marks = layers.nodes.selectAll("a").data(nodes, (d) => d.code).join("a")
    .attr("href", (d) => `/actor/${d.code}`).attr("aria-label", (d) => `${d.name}: ${d.events} event${d.events === 1 ? "" : "s"}`);
  marks.selectAll("circle").data((d) => [d]).join("circle")
    .attr("class", "node").attr("cx", (d) => d.x).attr("cy", (d) => d.y).attr("r", (d) => radius(d.events));
  Charts.drawLabels(layers.names, nodes.map((d) => ({ x: d.x, y: d.y, r: radius(d.events), text: d.name, weight: d.events })), SIZE,
    links.map((d) => ({ x1: d.source.x, y1: d.source.y, x2: d.target.x, y2: d.target.y })));
}

// A slider over the steps of the period; what is shown comes from this page's twin.
function play(figure, show, whole) {
  const steps = figure.dataset.steps.split(" ").filter(Boolean);
  if (steps.length < 2) return;
  const controls = document.createElement("div");
  controls.className = "controls";
  const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: steps.length, value: 0 });
  slider.setAttribute("aria-label", "Period");
  const told = document.createElement("output");
  told.textContent = "the whole period";
  const { period } = figure.dataset;
  let timer = null;
  const move = async (number) => {
    slider.value = number;
    if (number === 0) {
      told.textContent = "the whole period";
      figure.dataset.period = period;
      show(whole);
      return;
    }
    const since = steps[number - 1];
    const next = steps[number] || figure.dataset.until;
    const until = steps[number] ? new Date(Date.parse(next) - 86400000).toISOString().slice(0, 10) : next;
    told.textContent = `${figure.dataset.by} from ${since}`;
    figure.dataset.period = `${since} to ${until}`;
    const answer = await fetch(`/network.json?since=${since}&until=${until}`);
    if (!answer.ok) return;
    const view = await answer.json();
    const known = new Map(whole.flatMap((tie) => [[tie.first, tie.firstName], [tie.second, tie.secondName]]));
    show(view.ties.map((tie) => ({ ...tie, firstName: known.get(tie.first) || tie.first, secondName: known.get(tie.second) || tie.second })));
  };
  const stop = () => {
    clearInterval(timer);
    timer = null;
    button.textContent = "Play";
  };
  const button = Charts.button("Play", () => {
    if (timer) {
      stop();
      return;
    }
    button.textContent = "Pause";
    timer = setInterval(() => {
      const number = Number(slider.value) + 1;
      if (number > steps.length) stop();
      else move(number);
    }, 1200);
  });
  slider.addEventListener("input", () => move(Number(slider.value)));
  controls.append(button, slider, told);
  figure.querySelector(".canvas").before(controls);
}

document.querySelectorAll(".network").forEach(drawNetwork);
