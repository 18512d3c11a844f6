// Draws the charts of a page with uPlot. Their numbers stand in a table below each of them, so that nothing is lost without.

const DAY = 86400;
/** There is one number for each day, so that no time of day stands at the axis. */
const whole = [1, 2, 7, 14, 28, 56].map(days => days * DAY);
const drawn = new Map();
const style = getComputedStyle(document.documentElement);
const colour = name => style.getPropertyValue(`--${name}`).trim();
const looks = {
  good: () => ({ stroke: colour('good'), fill: colour('good-ground') }),
  bad: () => ({ stroke: colour('bad'), fill: colour('bad-ground'), dash: [6, 3] }),
  plain: () => ({ stroke: colour('note'), fill: colour('note-ground') }),
};
const day = seconds => new Date(seconds * 1000).toISOString().slice(0, 10);
const short = new Intl.NumberFormat('en', { notation: 'compact' });

/** Each series on top of those before it; where nothing is known, nothing is drawn. */
function stacked(series) {
  let below = null;
  return series.map(one => {
    below = one.values.map((value, i) => value === null ? null : value + (below?.[i] ?? 0));
    return below;
  });
}

/** A line has no length at a day whose neighbours are not known: such days are drawn as points. */
function alone(chart, series) {
  const values = chart.data[series];
  const unknown = i => values[i] === null || values[i] === undefined;
  return values.map((_, i) => i).filter(i => !unknown(i) && unknown(i - 1) && unknown(i + 1));
}

/** The same page with other days. */
function show(from, to) {
  const address = new URL(location.href);
  address.searchParams.set('from', day(from));
  address.searchParams.set('to', day(to));
  address.searchParams.delete('days');
  location.assign(address);
}

function draw(plot) {
  drawn.get(plot)?.destroy();
  const { times, series, events } = JSON.parse(plot.dataset.chart);
  const said = plot.parentElement.querySelector('.legend output');
  const axis = { stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { show: false } };
  const marks = chart => {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour('accent');
    ctx.setLineDash([3, 3]);
    events.forEach((at, i) => {
      const x = chart.valToPos(at, 'x', true);
      if (x >= bbox.left && x <= bbox.left + bbox.width) {
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        ctx.fillText(String(i + 1), x + 3, bbox.top + 10);
      }
    });
    ctx.restore();
  };
  const order = series.map((one, i) => i).reverse();
  const heights = stacked(series);
  drawn.set(plot, new uPlot({
    width: plot.clientWidth,
    height: 220,
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    legend: { show: false },
    cursor: { drag: { x: true, y: false, setScale: false }, points: { show: false } },
    scales: { y: { range: (chart, least, most) => [0, Math.max(1, most) * 1.05] } },
    axes: [
      { ...axis, incrs: whole, values: (chart, ticks) => ticks.map(tick => day(tick).slice(5)) },
      { ...axis, values: (chart, ticks) => ticks.map(tick => short.format(tick)) },
    ],
    series: [{}, ...order.map(i => ({ ...(looks[series[i].look]()), width: 2, points: { show: true, filter: alone, size: 8 } }))],
    hooks: {
      draw: [marks],
      setCursor: [chart => {
        const at = chart.cursor.idx;
        said.textContent = at === null || at === undefined ? '' :
            `${day(times[at])}: ${series.map(one => `${one.name} ${one.values[at] ?? 'no report'}`).join(', ')}`;
      }],
      setSelect: [chart => {
        const { left, width } = chart.select;
        if (width > 8) {
          const bound = seconds => Math.min(Math.max(seconds, times[0]), times[times.length - 1]);
          show(bound(Math.round(chart.posToVal(left, 'x') / DAY) * DAY), bound(Math.round(chart.posToVal(left + width, 'x') / DAY) * DAY));
        }
      }],
    },
  }, [times, ...order.map(i => heights[i])], plot));
}

function drawAll() {
  for (const [plot, chart] of drawn) {
    if (!plot.isConnected) {
      chart.destroy();
      drawn.delete(plot);
    }
  }
  document.querySelectorAll('.plot[data-chart]').forEach(draw);
}

drawAll();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
addEventListener('mailkeep:changed', drawAll);
let resizing;
addEventListener('resize', () => { clearTimeout(resizing); resizing = setTimeout(drawAll, 150); });
