"use strict";
// The relationship of two states over time; what is brushed is listed beneath.

function drawTimeline(figure) {
  const grain = figure.dataset.by;
  const step = { day: d3.utcDay, week: d3.utcMonday, month: d3.utcMonth, quarter: d3.utcMonth.every(3), year: d3.utcYear }[grain];
  const data = Charts.rows(figure).map((row) => ({
    start: new Date(row.start + "T00:00:00Z"),
    above: Number(row.above),
    below: Number(row.below),
    aboveSpread: Number(row.aboveSpread),
    belowSpread: Number(row.belowSpread),
    events: Number(row.events),
    change: row.change === "yes",
  }));
  const narrow = figure.clientWidth < 600;
  const width = narrow ? 380 : 1080;
  const height = narrow ? 280 : 320;
  const margin = { top: narrow ? 18 : 28, right: narrow ? 10 : 96, bottom: 28, left: 40 };
  const end = step.offset(data.at(-1).start, 1);
  const x = d3.scaleUtc([data[0].start, end], [margin.left, width - margin.right]);
  const top = d3.max(data, (d) => d.above + d.aboveSpread) || 1;
  const bottom = d3.min(data, (d) => d.below - d.belowSpread) || -1;
  const y = d3.scaleLinear([Math.min(bottom, -top / 8), Math.max(top, -bottom / 8)], [height - margin.bottom, margin.top]).nice();
  const svg = d3.select(figure.querySelector(".canvas")).append("svg")
    .attr("viewBox", `0 0 ${width} ${height}`)
    .attr("role", "img")
    .attr("aria-label", "Cooperation and conflict over time; the table beneath has the figures");

  svg.append("g").attr("class", "axis").attr("transform", `translate(${margin.left},0)`)
    .call(d3.axisLeft(y).ticks(6).tickSize(margin.left + margin.right - width).tickFormat((value) => (value ? d3.format("+~g")(value) : "0")))
    .call((g) => g.select(".domain").remove());
  const most = narrow ? 4 : 9;
  const axis = d3.axisBottom(x).ticks(most).tickSizeOuter(0).tickFormat(daysOf());
  // A few bars have a tick each, at the day that they begin.
  if (data.length <= most) axis.tickValues(data.map((d) => d.start));
  svg.append("g").attr("class", "axis").attr("transform", `translate(0,${height - margin.bottom})`)
    .call(axis);

  svg.append("text").attr("class", "unit").attr("x", 0).attr("y", 10).text(narrow ? "" : "PLOVER score, summed");

  const barWidth = (d) => Math.min(48, Math.max(1, x(step.offset(d.start, 1)) - x(d.start) - 1));
  const middle = (d) => (x(d.start) + x(step.offset(d.start, 1))) / 2;
  const bars = (name, value, from, to) => svg.append("g").selectAll("rect").data(data.filter(value)).join("rect")
    .attr("class", name).attr("x", (d) => middle(d) - barWidth(d) / 2).attr("width", barWidth)
    .attr("y", from).attr("height", to)
    .append("title").text((d) => `${d.start.toISOString().slice(0, 10)}: ${d.events} event${d.events === 1 ? "" : "s"}, cooperation ${d3.format("+.1f")(d.above)}, conflict ${d3.format("+.1f")(d.below)}`);
  bars("above", (d) => d.above > 0, (d) => y(d.above), (d) => y(0) - y(d.above));
  bars("below", (d) => d.below < 0, () => y(0), (d) => y(d.below) - y(0));

  const whiskers = (value, spread) => svg.append("g").selectAll("line").data(data.filter((d) => d[spread] > 0)).join("line")
    .attr("class", "whisker").attr("x1", middle).attr("x2", middle)
    .attr("y1", (d) => y(d[value] - d[spread])).attr("y2", (d) => y(d[value] + d[spread]));
  whiskers("above", "aboveSpread");
  whiskers("below", "belowSpread");

  svg.append("line").attr("class", "zero").attr("x1", margin.left).attr("x2", width - margin.right).attr("y1", y(0)).attr("y2", y(0));
  svg.append("g").selectAll("line").data(data.filter((d) => d.change)).join("line")
    .attr("class", "level").attr("x1", (d) => x(d.start)).attr("x2", (d) => x(d.start)).attr("y1", margin.top).attr("y2", height - margin.bottom);

  const label = (name, text, at, where) => svg.append("text").attr("class", `label-${name}`)
    .attr("x", narrow ? margin.left + 4 : width - margin.right + 10).attr("y", narrow ? where : at).text(text);
  label("above", "cooperation", (y(0) + margin.top) / 2, margin.top - 6);
  label("below", "conflict", (y(0) + height - margin.bottom) / 2 + 8, height - margin.bottom - 6);

  brushTimeline(figure, svg, { x, step, top: margin.top, bottom: height - margin.bottom });
  Charts.downloads(figure, svg.node());
}

// Days as "4 May", months as "May", years; the first tick says its year, whatever the others say.
function daysOf() {
  const year = d3.utcFormat("%Y");
  return (day, number) => {
    const told = d3.utcFormat(day.getUTCDate() > 1 ? "%-d %b" : day.getUTCMonth() ? "%b" : "%Y")(day);
    return number || told === year(day) ? told : `${told} ${year(day)}`;
  };
}

function brushTimeline(figure, svg, { x, step, top, bottom }) {
  const iso = (day) => day.toISOString().slice(0, 10);
  const brush = d3.brushX().extent([[x.range()[0], top], [x.range()[1], bottom]]);
  const layer = svg.append("g").attr("class", "brush").call(brush);
  const { since, until } = figure.dataset;
  if (since || until) {
    const from = since ? new Date(since + "T00:00:00Z") : x.domain()[0];
    const to = until ? d3.utcDay.offset(new Date(until + "T00:00:00Z"), 1) : x.domain()[1];
    layer.call(brush.move, [Math.max(x(from), x.range()[0]), Math.min(x(to), x.range()[1])]);
  }
  brush.on("end", (event) => {
    if (!event.sourceEvent) return;
    if (!event.selection) {
      showBetween(null, null);
      return;
    }
    const from = step.floor(x.invert(event.selection[0]));
    const last = step.ceil(x.invert(event.selection[1]));
    showBetween(iso(from), iso(d3.utcDay.offset(last, -1)));
  });
}

// Puts the list of another period in the place of the one that is shown, and into the address.
async function showBetween(since, until) {
  const address = new URL(location.href);
  for (const [name, value] of [["since", since], ["until", until], ["cursor", null]]) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  const answer = await fetch(address);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("event-list").replaceChildren(...page.getElementById("event-list").childNodes);
  for (const name of ["f-since", "f-until"]) document.getElementById(name).value = page.getElementById(name).value;
  history.replaceState(null, "", address);
}

document.querySelectorAll(".timeline").forEach(drawTimeline);
