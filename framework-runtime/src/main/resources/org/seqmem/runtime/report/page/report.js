// The page of a report: draws the figures that its data has, fills the table, opens trials. All text of the data goes
// into the page as text, never as markup.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = id => document.getElementById(id);
  const TRIALS_PER_PAGE = 50;
  const ROWS_OF_NUMBERS = 500;

  function element(name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === "onclick") node.addEventListener("click", value);
      else if (value !== null && value !== undefined) node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  }

  function number(value) {
    if (value === null || value === undefined || value === "" || Number.isNaN(Number(value))) return "";
    const v = Number(value), size = Math.abs(v);
    if (v === 0) return "0";
    if (size < 1e-3 || size >= 1e6) return v.toExponential(2).replace("e+", "e");
    return String(Number(v.toPrecision(4)));
  }

  // ---- trials ----

  const columns = data.trials.columns;
  const trials = data.trials.rows.map(row => {
    const trial = {};
    columns.forEach((column, i) => { trial[column] = row[i]; });
    trial.task = data.trials.tasks[trial.task];
    trial.model = data.trials.models[trial.model];
    return trial;
  });
  const trialById = new Map(trials.map(trial => [trial.id, trial]));
  const label = trial => `${trial.model} | ${trial.task} | seed ${trial.seed}`;

  // ---- themes ----

  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try { chosen = localStorage.getItem("seqmem-theme"); } catch (e) { /* a file may not have storage: then nothing is remembered */ }
  let printing = false;
  const dark = () => !printing && (chosen ? chosen === "dark" : prefersDark.matches);

  function colours() {
    const hues = dark() ? data.palette.dark : data.palette.light;
    const css = getComputedStyle(document.documentElement);
    const map = {
      $ink: dark() ? "#b5b9bf" : data.palette.ink, $axis: css.getPropertyValue("--line").trim(),
      $muted: css.getPropertyValue("--muted").trim(), $text: css.getPropertyValue("--text").trim(),
      $page: css.getPropertyValue("--page").trim(), $heattext: "#111111"
    };
    hues.forEach((hue, i) => { map["$" + i] = hue; });
    data.palette.heat.forEach((hue, i) => { map["$heat" + i] = hue; });
    return map;
  }

  function applyTheme() {
    document.documentElement.dataset.theme = dark() ? "dark" : "light";
    const button = byId("theme");
    button.textContent = dark() ? "Light page" : "Dark page";
    charts.forEach(chart => chart.draw());
  }

  // ---- charts ----

  // Tokens of colours become colours; text of labels is text and no template.
  function resolve(value, key, map) {
    if (Array.isArray(value)) return value.map(item => resolve(item, key, map));
    if (value && typeof value === "object") {
      const copy = {};
      for (const k of Object.keys(value)) copy[k] = k === "data" && value.type !== "category" && isPlain(value.data) ? value.data : resolve(value[k], k, map);
      return copy;
    }
    if ((key === "color" || key === "borderColor") && typeof value === "string") return map[value] || value;
    if (key === "formatter" && typeof value === "string") return () => value;
    return value;
  }

  const isPlain = list => Array.isArray(list) && list.length > 0 && Array.isArray(list[0]);

  // Between two lines: one polygon for the whole series.
  function band(ranges) {
    return (params, api) => {
      if (params.dataIndex > 0) return null;
      const points = ranges.map(r => api.coord([r[0], r[2]])).concat(ranges.map(r => api.coord([r[0], r[1]])).reverse());
      return { type: "polygon", shape: { points }, style: { fill: api.visual("color"), opacity: 0.16 }, silent: true };
    };
  }

  function tick(v) {
    if (v === 0) return "0";
    const size = Math.abs(v);
    if (size < 1e-3 || size >= 1e5) return v.toExponential(2).replace(/\.?0*e/, "e").replace("e+", "e");
    return String(Number(v.toPrecision(3)));
  }

  const NAMES_WIDEST = 300, ROW_NAMES_WIDEST = 190, COLUMN_NARROWEST = 76;

  // Names of rows take a part of the width, names of columns what there is for each.
  function fitNames(made, width) {
    if (made.yAxis.categories) made.yAxis.axisLabel.width = Math.min(NAMES_WIDEST, 0.4 * width);
    if (made.visualMap) {
      made.yAxis.axisLabel.width = ROW_NAMES_WIDEST;
      made.xAxis.axisLabel.width = Math.max(COLUMN_NARROWEST, (width - ROW_NAMES_WIDEST) / made.xAxis.data.length) - 8;
    }
  }

  function option(template, title, width) {
    const map = colours();
    const made = resolve(template, "", map);
    const text = { color: map.$muted, fontSize: 12 };
    for (const axis of [made.xAxis, made.yAxis]) {
      if (!axis) continue;
      axis.nameTextStyle = { color: map.$muted, fontSize: 12 };
      axis.axisLabel = Object.assign({}, text, axis.type === "category" ? {}
        : { formatter: axis.categories ? v => axis.categories[v] || "" : tick, hideOverlap: true }, axis.axisLabel);
      axis.axisLine = { show: true, onZero: false, lineStyle: { color: map.$axis } };
      axis.splitLine = Object.assign({ lineStyle: { color: map.$axis, opacity: 0.6 } }, axis.splitLine);
      axis.axisTick = Object.assign({ lineStyle: { color: map.$axis } }, axis.axisTick);
    }
    fitNames(made, width);
    if (made.visualMap) made.visualMap.textStyle = text;
    made.textStyle = { fontFamily: "system-ui, 'DejaVu Sans', sans-serif" };
    made.series.forEach(series => {
      if (series.renderItem === "band") series.renderItem = band(series.data);
      series.cursor = "pointer";
    });
    if (made.tooltip) {
      Object.assign(made.tooltip, { backgroundColor: map.$page, borderColor: map.$axis, textStyle: { color: map.$text } });
      made.tooltip.formatter = params => element("div", { class: "tip" }, describe(template, params, title));
    }
    return made;
  }

  const trialOf = (template, params) => {
    const series = template.series[params.seriesIndex];
    const value = params.value || (params.data && params.data.value) || [];
    const id = series.type === "heatmap" ? value[3] : series.trial || value[2];
    return trialById.get(id);
  };

  function name(axis, value) {
    if (axis && axis.categories) return axis.categories[value] || "";
    return axis && axis.type === "category" ? axis.data[value] : number(value);
  }

  function describe(template, params, title) {
    const series = template.series[params.seriesIndex];
    const value = params.value || [];
    const lines = [];
    if (template.visualMap) {
      const text = series.data[params.dataIndex].label.formatter;
      lines.push(name(template.yAxis, value[1]), name(template.xAxis, value[0]), `${series.name} ${text}`);
    } else {
      if (title) lines.push(title);
      lines.push(series.name);
      const axes = [[template.xAxis, value[0]], [template.yAxis, value[1]]];
      axes.filter(([axis]) => axis.name).forEach(([axis, v]) => lines.push(`${axis.name} ${name(axis, v)}`));
    }
    const trial = trialOf(template, params);
    if (trial) lines.push(`trial ${trial.id}, seed ${trial.seed}`, "click opens the trial");
    return lines.join("\n");
  }

  const charts = [];
  const live = byId("live");

  class Chart {
    constructor(box, template, title, hidden) {
      Object.assign(this, { box, template, title, hidden, chart: null, place: [-1, -1] });
      box.addEventListener("keydown", event => this.key(event));
      charts.push(this);
    }
    draw() {
      if (!this.chart) return;
      this.chart.setOption(this.option(), true);
    }
    resize() {
      if (!this.chart) return;
      this.chart.resize();
      if (this.template.visualMap || this.template.yAxis.categories) this.draw(); // names fit the width
    }
    option() {
      const made = option(this.template, this.title, this.box.clientWidth);
      if (made.legend) made.legend.selected = Object.fromEntries([...this.hidden].map(n => [n, false]));
      return made;
    }
    show() {
      if (this.chart) return;
      this.chart = echarts.init(this.box, null, { renderer: "svg" });
      this.draw();
      this.chart.on("click", params => {
        const trial = trialOf(this.template, params);
        if (trial) openTrial(trial.id);
      });
      this.box.dataset.drawn = "true";
    }
    // Arrows go from mark to mark, Enter opens the trial of one.
    key(event) {
      this.show();
      const readable = this.template.series.map((s, i) => i).filter(i => {
        const s = this.template.series[i];
        return s.name && s.type !== "custom" && !s.silent && s.data.length > 0 && !this.hidden.has(s.name);
      });
      if (readable.length === 0) return;
      let [at, index] = this.place;
      const current = () => this.template.series[readable[at]];
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
        at = Math.max(at, 0);
        index += event.key === "ArrowRight" ? 1 : -1;
        index = Math.min(Math.max(index, 0), current().data.length - 1);
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        at = (at + (event.key === "ArrowDown" ? 1 : -1) + readable.length) % readable.length;
        index = Math.min(Math.max(index, 0), current().data.length - 1);
      } else if (event.key === "Enter" && at >= 0) {
        const trial = trialOf(this.template, this.params(readable[at], index));
        if (trial) openTrial(trial.id);
      } else {
        return;
      }
      event.preventDefault();
      this.place = [at, index];
      this.chart.dispatchAction({ type: "showTip", seriesIndex: readable[at], dataIndex: index });
      live.textContent = describe(this.template, this.params(readable[at], index), this.title);
    }
    params(seriesIndex, dataIndex) {
      const item = this.template.series[seriesIndex].data[dataIndex];
      return { seriesIndex, dataIndex, value: item.value || item };
    }
  }

  const seen = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        charts.filter(chart => chart.box === entry.target).forEach(chart => chart.show());
        seen.unobserve(entry.target);
      }
    }
  }, { rootMargin: "300px" });

  // ---- figures ----

  function sample(series) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("width", "26"); svg.setAttribute("height", "12"); svg.setAttribute("aria-hidden", "true");
    const add = (tag, attributes) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
      Object.entries(attributes).forEach(([k, v]) => node.setAttribute(k, v));
      svg.append(node);
    };
    svg.dataset.token = series.color;
    if (series.type === "line") {
      const dashes = { dashed: "4 3", dotted: "2 2" }[series.lineStyle.type] || "none";
      add("line", { x1: 0, x2: 26, y1: 6, y2: 6, stroke: "currentColor", "stroke-width": series.silent ? 4 : 2, "stroke-dasharray": dashes });
    }
    const symbol = series.symbol;
    if ((series.type === "scatter" || series.showSymbol) && !series.silent) {
      if (symbol.startsWith("path://")) add("path", { d: symbol.slice(7), transform: "translate(8 1)", fill: "currentColor" });
      else if (symbol === "rect") add("rect", { x: 9, y: 2, width: 8, height: 8, fill: "currentColor" });
      else if (symbol === "triangle") add("path", { d: "M13 1 L18 10 L8 10 Z", fill: "currentColor" });
      else if (symbol === "diamond") add("path", { d: "M13 1 L18 6 L13 11 L8 6 Z", fill: "currentColor" });
      else add("circle", { cx: 13, cy: 6, r: 4, fill: "currentColor" });
    }
    return svg;
  }

  function legend(figure, own, hidden) {
    const shown = new Map();
    figure.panels.forEach(panel => panel.option.series.forEach(series => {
      const drawn = series.type === "line" || series.type === "scatter";
      if (series.name && drawn && series.symbolSize !== 0 && series.color !== "transparent" && !shown.has(series.name)) shown.set(series.name, series);
    }));
    if (shown.size < 2) return null;
    const box = element("div", { class: "legend", role: "group", "aria-label": "What is shown" });
    // models first, in their order; what stands beside them last
    const rank = series => /^\$\d+$/.test(series.color) ? (series.lineStyle && series.lineStyle.type ? 50 : 0) : 100;
    [...shown].sort(([, a], [, b]) => rank(a) - rank(b) || (rank(a) < 100 ? a.color.slice(1) - b.color.slice(1) : 0)).forEach(([seriesName, series]) => {
      const button = element("button", { type: "button", "aria-pressed": "true", title: "Hides or shows",
        onclick: () => {
          const show = hidden.has(seriesName);
          if (show) hidden.delete(seriesName); else hidden.add(seriesName);
          button.setAttribute("aria-pressed", String(show));
          own.forEach(chart => chart.draw());
        } }, sample(series), seriesName);
      box.append(button);
    });
    return box;
  }

  function paintSamples() {
    const map = colours();
    document.querySelectorAll("svg[data-token]").forEach(svg => { svg.style.color = map[svg.dataset.token] || ""; });
  }

  function heightOf(panel) {
    const axis = panel.option.yAxis;
    return axis.categories ? Math.max(150, 84 + 27 * axis.categories.length)
      : axis.type === "category" ? Math.max(150, 84 + 27 * axis.data.length) + roomForUprightNames(panel.option.xAxis) : 260;
  }

  function roomForUprightNames(axis) {
    return axis.axisLabel && axis.axisLabel.rotate ? 7 * Math.max(...axis.data.map(text => text.length)) : 0;
  }

  function numbers(figure) {
    const details = element("details", {}, element("summary", {}, "The numbers as a table"));
    details.addEventListener("toggle", () => {
      if (details.childElementCount > 1) return;
      const table = element("table", {}, element("thead", {}, element("tr", {},
        ...["panel", "what", "x", "y", "value"].map(h => element("th", { scope: "col" }, h)))));
      const body = element("tbody", {});
      let count = 0, all = 0;
      for (const panel of figure.panels) {
        for (const series of panel.option.series) {
          if (!series.name) continue;
          for (const item of series.data) {
            const value = item.value || item;
            if (value[0] === null) continue;
            all++;
            if (count >= ROWS_OF_NUMBERS) continue;
            count++;
            const { xAxis, yAxis } = panel.option;
            const third = panel.option.visualMap ? item.label.formatter : series.type === "custom" ? number(value[2]) : (item.label && item.label.formatter) || "";
            body.append(element("tr", {}, ...[panel.title, series.name, name(xAxis, value[0]), name(yAxis, value[1]), third]
              .map(text => element("td", {}, text))));
          }
        }
      }
      table.append(body);
      details.append(element("p", {}, all > count ? `The first ${count} of ${all} rows; the CSV file has all.` : `${all} rows.`), element("div", { class: "scroll" }, table));
    });
    return details;
  }

  for (const figure of data.figures) {
    const section = byId("figure-" + figure.id);
    const layout = figure.panels.some(p => p.option.visualMap) ? "panels wide" : figure.panels.length === 1 ? "panels single" : "panels";
    const panels = element("div", { class: layout });
    const hidden = new Set(), own = [];
    const description = section.querySelector(".description").textContent;
    figure.panels.forEach(panel => {
      const box = element("div", { class: "chart", role: "img", tabindex: "0",
        "aria-label": `${panel.title ? panel.title + ". " : ""}${description} Arrow keys go from mark to mark, Enter opens a trial.` });
      box.style.height = heightOf(panel) + "px";
      const chart = new Chart(box, panel.option, panel.title, hidden);
      own.push(chart);
      const frame = element("div", { class: "panel" }, ...(panel.title ? [element("h3", {}, panel.title)] : []));
      if (panel.option.visualMap) {
        box.style.minWidth = ROW_NAMES_WIDEST + COLUMN_NARROWEST * panel.option.xAxis.data.length + "px";
        frame.append(element("div", { class: "scroll" }, box));
      } else {
        frame.append(box);
      }
      panels.append(frame);
      seen.observe(box);
    });
    const keys = legend(figure, own, hidden);
    section.querySelector(".description").after(...(keys ? [keys] : []), panels);
    section.append(numbers(figure));
  }

  // ---- one trial ----

  const dialog = byId("trial");

  function pretty(text) {
    return JSON.stringify(JSON.parse(text), null, 2);
  }

  function openTrial(id) {
    const trial = trialById.get(id);
    if (!trial) return;
    const facts = element("dl", {});
    const fact = (term, ...value) => { if (value.some(v => v !== "" && v !== null && v !== undefined)) facts.append(element("dt", {}, term), element("dd", {}, ...value)); };
    fact("outcome", trial.outcome + (trial.stale ? " (STALE: other versions of its plugins are installed now)" : ""));
    fact("flag", trial.suspect || "");
    fact("chosen", trial.chosen ? "its value validated best: figures and statistics go by it" : "");
    fact("message", data.messages[id] || "");
    fact("error (NMSE)", number(trial.nmse));
    fact("least error by theory", number(trial.floor));
    fact("training", trial.steps === null ? "" : `${trial.steps} steps, ${number(trial.seconds)} s on ${trial.device}`);
    fact("peak memory", trial.memory);
    fact("parameters", number(trial.parameters));
    fact("state size", number(trial.state_size));
    const metrics = data.metrics.rows[id];
    if (metrics) data.metrics.names.forEach((metric, i) => { if (metrics[i] !== null && metric !== "nmse") fact(metric, number(metrics[i])); });
    fact("again", element("code", {}, data.reproduce.replace("ID", id)));
    if (trial.files) {
      fact("files", element("a", { href: trial.files + "/" }, "directory"),
        ...data.files.flatMap(file => [", ", element("a", { href: `${trial.files}/${file}` }, file)]));
    }
    const plots = element("div", { class: "panels" });
    const made = [];
    const drawn = data.plots[id] || { panels: [], notes: [] };
    for (const plot of drawn.panels) {
      const box = element("div", { class: "chart", role: "img", tabindex: "0", "aria-label": plot.title });
      made.push(new Chart(box, plot.option, plot.title, new Set()));
      plots.append(element("div", { class: "panel" }, element("h3", {}, plot.title), box));
    }
    const settings = ["task", "model", "training"].filter(section => trial[section + "_settings"] !== null).map(section =>
      element("details", {}, element("summary", {}, "Settings: " + section),
        element("pre", { tabindex: "0" }, pretty(data.settings[section][trial[section + "_settings"]]))));
    dialog.replaceChildren(
      element("button", { type: "button", class: "close", onclick: () => dialog.close() }, "Close"),
      element("h2", { id: "trial-title" }, `Trial ${id}`), element("p", {}, label(trial)), facts, plots,
      ...(drawn.notes.length ? [element("ul", { class: "notes" }, ...drawn.notes.map(note => element("li", {}, note)))] : []), ...settings);
    if (!dialog.open) dialog.showModal();
    made.forEach(chart => chart.show());
    dialog.onclose = () => {
      made.forEach(chart => { chart.chart.dispose(); charts.splice(charts.indexOf(chart), 1); });
      history.replaceState(null, "", location.pathname + location.search);
    };
    history.replaceState(null, "", "#trial=" + id);
  }
  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });

  // ---- table of trials ----

  const shownColumns = [["id", "trial"], ["task", "task"], ["model", "model"], ["seed", "seed"], ["outcome", "outcome"], ["nmse", "NMSE"],
    ["floor", "floor"], ["steps", "steps"], ["seconds", "seconds"], ["parameters", "parameters"], ["finished", "ended (UTC)"]];
  const numeric = new Set(["seed", "nmse", "floor", "steps", "seconds", "parameters"]);
  const state = { sort: null, down: false, page: 0, text: "", task: "", model: "", outcome: "" };

  function matching() {
    const wanted = state.text.toLowerCase();
    const found = trials.filter(t => (!state.task || t.task === state.task) && (!state.model || t.model === state.model)
      && (!state.outcome || t.outcome === state.outcome || (state.outcome === "suspect" && t.suspect) || (state.outcome === "chosen" && t.chosen) || (state.outcome === "stale" && t.stale))
      && (!wanted || `${t.id} ${t.task} ${t.model} ${t.outcome} ${t.seed}`.toLowerCase().includes(wanted)));
    if (state.sort) {
      const sign = state.down ? -1 : 1;
      found.sort((a, b) => {
        const x = a[state.sort], y = b[state.sort];
        const none = v => v === null || v === undefined || v === "";
        if (none(x) || none(y)) return none(x) - none(y); // what is unknown stands last
        return sign * (numeric.has(state.sort) ? x - y : String(x).localeCompare(String(y)));
      });
    }
    return found;
  }

  function fillTable() {
    const found = matching();
    const pages = Math.max(1, Math.ceil(found.length / TRIALS_PER_PAGE));
    state.page = Math.min(state.page, pages - 1);
    const body = byId("rows");
    body.replaceChildren(...found.slice(state.page * TRIALS_PER_PAGE, (state.page + 1) * TRIALS_PER_PAGE).map(trial =>
      element("tr", {}, ...shownColumns.map(([column]) => {
        if (column === "id") return element("td", {}, element("button", { type: "button", class: "id", onclick: () => openTrial(trial.id) }, trial.id));
        if (column === "outcome") return element("td", {}, trial.outcome, ...(trial.suspect ? [" ", element("span", { class: "flag" }, "SUSPECT")] : []),
          ...(trial.stale ? [" ", element("span", { class: "flag" }, "STALE")] : []),
          ...(trial.chosen ? [" ", element("span", { class: "chosen" }, "chosen")] : []));
        const value = trial[column];
        const text = column === "seed" || column === "steps" || column === "parameters" ? (value ?? "") : numeric.has(column) ? number(value)
          : column === "finished" && value ? value.slice(0, 19).replace("T", " ") : (value || "");
        return element("td", numeric.has(column) ? { class: "number" } : {}, String(text));
      }))));
    byId("count").textContent = `${found.length} of ${trials.length} trials`;
    byId("page").textContent = `page ${state.page + 1} of ${pages}`;
    byId("previous").disabled = state.page === 0;
    byId("next").disabled = state.page === pages - 1;
    document.querySelectorAll("#trials th").forEach((th, i) => {
      if (shownColumns[i][0] === state.sort) th.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    });
  }

  function setUpTable() {
    byId("head").append(...shownColumns.map(([column, title]) => element("th", { scope: "col", class: numeric.has(column) ? "number" : null },
      element("button", { type: "button", onclick: () => {
        state.down = state.sort === column && !state.down;
        state.sort = column;
        fillTable();
      } }, title))));
    const choices = { task: data.trials.tasks, model: data.trials.models,
      outcome: [...new Set(trials.map(t => t.outcome))].concat(trials.some(t => t.chosen) ? ["chosen"] : [],
        trials.some(t => t.suspect) ? ["suspect"] : [], trials.some(t => t.stale) ? ["stale"] : []) };
    for (const [key, values] of Object.entries(choices)) {
      const select = byId("filter-" + key);
      select.append(...["", ...values].map(value => element("option", { value }, value || "all")));
      select.addEventListener("change", () => { state[key] = select.value; state.page = 0; fillTable(); });
    }
    byId("filter-text").addEventListener("input", event => { state.text = event.target.value; state.page = 0; fillTable(); });
    byId("previous").addEventListener("click", () => { state.page--; fillTable(); });
    byId("next").addEventListener("click", () => { state.page++; fillTable(); });
    fillTable();
  }

  if (byId("trials")) setUpTable();
  byId("theme").addEventListener("click", () => {
    chosen = dark() ? "light" : "dark";
    try { localStorage.setItem("seqmem-theme", chosen); } catch (e) { /* see above */ }
    applyTheme();
    paintSamples();
  });
  prefersDark.addEventListener("change", () => { applyTheme(); paintSamples(); });
  addEventListener("resize", () => charts.forEach(chart => chart.resize()));
  addEventListener("beforeprint", () => {
    printing = true;
    applyTheme();
    paintSamples();
    charts.forEach(chart => chart.show());
    document.querySelectorAll(".chart svg").forEach(svg => svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`));
  });
  addEventListener("afterprint", () => {
    printing = false;
    document.querySelectorAll(".chart svg").forEach(svg => svg.removeAttribute("viewBox"));
    applyTheme();
    paintSamples();
  });
  applyTheme();
  paintSamples();
  const asked = /^#trial=([0-9a-f]+)$/.exec(location.hash);
  if (asked) openTrial(asked[1]);
  if (data.refresh) {
    const again = () => { if (dialog.open) setTimeout(again, 1000); else location.reload(); };
    setTimeout(again, data.refresh * 1000);
  }
})();
