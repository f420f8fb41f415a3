"use strict";
// Events by place over the outlines of Natural Earth; nothing comes from outside.

const MAP = window.innerWidth < 700 ? { width: 380, height: 230 } : { width: 1080, height: 540 };
const KEY = 52; // height of the legend beneath
const CLUSTER = 22; // pixels within which places are drawn as one disc

async function drawMap(figure) {
  const [atlas, codes] = await Promise.all(
    ["/static/vendor/countries-110m.json", "/static/country-codes.json"].map(async (address) => (await fetch(address)).json()));
  const states = topojson.feature(atlas, atlas.objects.countries).features;
  const activity = new Map(Charts.rows(figure, "table.states tbody tr").map((row) => [row.country, Number(row.events)]));
  const places = Charts.rows(figure, "table.places tbody tr").map((row) => ({
    place: row.place, at: [Number(row.longitude), Number(row.latitude)],
    events: Number(row.events), cooperation: Number(row.cooperation), conflict: Number(row.conflict),
  }));
  const projection = d3.geoEqualEarth().rotate([-11, 0]).fitSize([MAP.width, MAP.height], { type: "Sphere" });
  const path = d3.geoPath(projection);
  const eventsOf = (d) => activity.get(codes[d.id] || codes[d.properties.name]) || 0;
  const svg = d3.select(figure.querySelector(".canvas")).append("svg")
    .attr("viewBox", `0 0 ${MAP.width} ${MAP.height + KEY}`)
    .attr("role", "group")
    .attr("aria-label", "Map of events; the tables beneath list the same places and states");
  const world = svg.append("g");
  world.append("path").attr("class", "sea").attr("d", path({ type: "Sphere" }));
  world.append("path").attr("class", "graticule").attr("d", path(d3.geoGraticule10()));
  const style = getComputedStyle(document.documentElement);
  const shade = d3.scaleSqrt([0, d3.max(activity.values()) || 1], [style.getPropertyValue("--land").trim(), style.getPropertyValue("--land-deep").trim()]);
  world.append("g").selectAll("path").data(states).join("path")
    .attr("class", "land").attr("d", path)
    .attr("fill", (d) => shade(eventsOf(d)))
    .append("title").text((d) => `${d.properties.name}: ${eventsOf(d)} event${eventsOf(d) === 1 ? "" : "s"}`);
  const spots = svg.append("g");
  const labels = svg.append("g");
  const radius = d3.scaleSqrt([0, d3.max(places, (d) => d.events) || 1], MAP.width < 700 ? [2, 13] : [2.5, 24]);
  const key = svg.append("g");
  const draw = (transform) => drawSpots(spots, labels, cluster(places, projection, transform), radius);
  draw(d3.zoomIdentity);
  key.append("rect").attr("class", "ground").attr("y", MAP.height).attr("width", MAP.width).attr("height", KEY);
  if (places.length) {
    Charts.legend(key, {
      x: 4, y: MAP.height + KEY / 2, radius, sizes: Charts.sizes(d3.max(places, (d) => d.events)), unit: "events at a place",
      colours: MAP.width < 700 ? [] : [["cooperation", "mostly cooperation"], ["conflict", "mostly conflict"], ["shade", `a state with up to ${d3.max(activity.values()) || 0} ${figure.dataset.shade}`]],
    });
    key.select(".shade").attr("fill", shade.range()[1]);
  }
  const zoom = d3.zoom().scaleExtent([1, 24]).translateExtent([[0, 0], [MAP.width, MAP.height]])
    .filter((event) => event.type !== "wheel" || event.ctrlKey)
    .on("zoom", ({ transform }) => {
      world.attr("transform", transform).selectAll(".land").attr("stroke-width", 0.6 / transform.k);
      draw(transform);
    });
  svg.call(zoom);
  zoomControls(figure, svg, zoom);
  Charts.downloads(figure, svg.node());
}

// Places that lie close together on the screen become one disc under the name of the busiest.
function cluster(places, projection, transform) {
  const clusters = [];
  for (const place of places) {
    const point = projection(place.at);
    if (!point) continue;
    const [x, y] = transform.apply(point);
    const near = clusters.find((one) => Math.hypot(one.x - x, one.y - y) < CLUSTER);
    if (near) {
      near.others += 1;
      for (const name of ["events", "cooperation", "conflict"]) near[name] += place[name];
    } else {
      clusters.push({ ...place, x, y, others: 0 });
    }
  }
  return clusters.filter((one) => one.x > -30 && one.x < MAP.width + 30 && one.y > -30 && one.y < MAP.height + 30);
}

function drawSpots(layer, labels, clusters, radius) {
  const told = (d) => `${d.place}${d.others ? ` and ${d.others} more` : ""}: ${d.events} event${d.events === 1 ? "" : "s"}, ${d.cooperation} of cooperation, ${d.conflict} of conflict`;
  const links = layer.selectAll("a").data(clusters, (d) => d.place).join("a")
    .attr("href", (d) => `/events?${new URLSearchParams({ place: d.place })}`).attr("aria-label", told);
  links.selectAll("circle").data((d) => [d]).join("circle")
    .attr("class", (d) => `spot ${Charts.prevailing(d.cooperation, d.conflict)}`)
    .attr("cx", (d) => d.x).attr("cy", (d) => d.y).attr("r", (d) => radius(d.events))
    .selectAll("title").data((d) => [d]).join("title").text(told);
  Charts.drawLabels(labels, clusters.map((d) => ({ x: d.x, y: d.y, r: radius(d.events), text: d.others ? `${d.place} +${d.others}` : d.place, weight: d.events })), MAP);
}

function zoomControls(figure, svg, zoom) {
  const controls = document.createElement("div");
  controls.className = "controls";
  controls.append(
    Charts.button("Closer", () => svg.transition().call(zoom.scaleBy, 2)),
    Charts.button("Farther", () => svg.transition().call(zoom.scaleBy, 0.5)),
    Charts.button("Whole world", () => svg.transition().call(zoom.transform, d3.zoomIdentity)));
  figure.querySelector(".canvas").before(controls);
}

document.querySelectorAll(".map").forEach(drawMap);
