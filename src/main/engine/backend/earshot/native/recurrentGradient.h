// Backpropagation through time for recurrent.h: first over time on each thread's own rows, then the weights' gradients
// over all rows on each thread's own columns.
#ifndef EARSHOT_RECURRENT_GRADIENT_H
#define EARSHOT_RECURRENT_GRADIENT_H
#include "recurrent.h"

static void recurrentGradientPack(const Recurrent *a, const RecurrentGradient *g) {
  int thread = a->part, threads = a->parts;
  long all = gatesOf(a->cell) * a->units, first = firstColumns(a), units = a->units;
  packShare(first, units, a->u, 1, all, g->packedUt, thread, threads);
  if (a->cell == CELL_GRU)
    packShare(units, units, a->u + first, 1, all, g->packedUt + panelsOf(units) * PANEL * first, thread, threads);
}

// d: dL/dh of this step. Leaves the gates' gradients in z and dL/dc of the step before in dc.
INLINE void lstmBackward(long n, float *z, const float *c, const float *cNext, const float *dh, float *dc, long j,
                         const int full, long count) {
  vfloat one = splat(1.f), d = loadPart(dh + j, full, count);
  vfloat i = loadPart(z + j, full, count), f = loadPart(z + n + j, full, count);
  vfloat g = loadPart(z + 2 * n + j, full, count), o = loadPart(z + 3 * n + j, full, count);
  vfloat tanhCell = tanhVector(loadPart(cNext + j, full, count));
  vfloat dCell = loadPart(dc + j, full, count) + d * o * (one - tanhCell * tanhCell);
  storePart(z + j, dCell * g * i * (one - i), full, count);
  storePart(z + n + j, dCell * loadPart(c + j, full, count) * f * (one - f), full, count);
  storePart(z + 2 * n + j, dCell * i * (one - g * g), full, count);
  storePart(z + 3 * n + j, d * tanhCell * o * (one - o), full, count);
  storePart(dc + j, dCell * f, full, count);
}

INLINE void rnnBackward(float *z, const float *dh, long j, const int full, long count) {
  vfloat value = loadPart(z + j, full, count);
  storePart(z + j, loadPart(dh + j, full, count) * (splat(1.f) - value * value), full, count);
}

// Gradients of z and of the candidate; dh becomes the part of dL/dh_{t-1} that passes by the gates.
INLINE void gruBackward(long n, float *z, const float *h, float *dh, long j, const int full, long count) {
  vfloat one = splat(1.f), d = loadPart(dh + j, full, count);
  vfloat update = loadPart(z + j, full, count), candidate = loadPart(z + 2 * n + j, full, count);
  storePart(z + j, d * (loadPart(h + j, full, count) - candidate) * update * (one - update), full, count);
  storePart(z + 2 * n + j, d * (one - update) * (one - candidate * candidate), full, count);
  storePart(dh + j, d * update, full, count);
}

// Gradient of r from that of r * h.
INLINE void gruResetBackward(long n, float *z, const float *h, const float *dRh, float *dh, long j, const int full,
                             long count) {
  vfloat reset = loadPart(z + n + j, full, count), d = loadPart(dRh + j, full, count);
  storePart(z + n + j, d * loadPart(h + j, full, count) * reset * (splat(1.f) - reset), full, count);
  storePart(dh + j, loadPart(dh + j, full, count) + d * reset, full, count);
}

static void addInto(float *to, const float *from, long count) {
  for (long i = 0; i < count; i++) to[i] += from[i];
}

static float squaredNorm(const float *values, long count) {
  float sum = 0;
  for (long i = 0; i < count; i++) sum += values[i] * values[i];
  return sum;
}

static void backwardRow(const Recurrent *a, const RecurrentGradient *g, const Chunk *k, long t, long b) {
  long units = k->units, row = t * k->rows + b, at = (k->first + b) * units;
  float *z = k->gates + row * k->stride, *dh = g->dh + at;
  const float *c = k->cs + row * units, *h = k->hs + row * units;
  if (g->dy) addInto(dh, g->dy + outputAt(a, k->first + b, t), units);
  if (g->norms) g->norms[(k->first + b) * a->time + t] = squaredNorm(dh, units);
  if (isSkipped(a, k->first + b, t)) return;
  if (a->cell == CELL_LSTM)
    OVER_UNITS(units, lstmBackward(units, z, c, c + k->rows * units, dh, g->dc + at, j, full, count))
  else if (a->cell == CELL_GRU)
    OVER_UNITS(units, gruBackward(units, z, h, dh, j, full, count))
  else
    OVER_UNITS(units, rnnBackward(z, dh, j, full, count))
}

// dL/dh of the step before: from the gates' gradients, then through recurrentMask.
static void backwardState(const Recurrent *a, const RecurrentGradient *g, const Chunk *k, long t) {
  long units = k->units, first = firstColumns(a), at = k->first * units;
  float *z = k->gates + t * k->rows * k->stride, *dh = g->dh + at;
  if (a->cell == CELL_GRU) {
    float *dRh = g->scratch + at;
    const float *packed = g->packedUt + panelsOf(units) * PANEL * first;
    packedProduct(k->rows, units, z + first, k->stride, packed, dRh, units, units, 0);
    for (long b = 0; b < k->rows; b++)
      OVER_UNITS(units, gruResetBackward(units, z + b * k->stride, k->hs + (t * k->rows + b) * units, dRh + b * units,
                                         dh + b * units, j, full, count))
  }
  packedProduct(k->rows, first, z, k->stride, g->packedUt, dh, units, units, a->cell == CELL_GRU);
  if (a->recurrentMask) {
    const float *factor = a->recurrentMask + at;
    for (long i = 0; i < k->rows * units; i++) dh[i] *= factor[i];
  }
}

// Rows whose step was skipped pass their gradient on as it is: kept aside while the product overwrites dh.
static void keepSkipped(const Recurrent *a, const RecurrentGradient *g, const Chunk *k, long t, float *aside, int back) {
  if (!a->mask) return;
  for (long b = 0; b < k->rows; b++) {
    if (!isSkipped(a, k->first + b, t)) continue;
    float *dh = g->dh + (k->first + b) * k->units, *kept = aside + (k->first + b) * k->units;
    if (back) copyFloats(dh, kept, k->units);
    else copyFloats(kept, dh, k->units);
  }
}

static void recurrentGradientTime(const Recurrent *a, const RecurrentGradient *g) {
  Chunk k = chunkOf(a, a->part);
  long units = k.units, at = k.first * units;
  if (!k.rows) return;
  copyFloats(g->dh + at, g->dLastH ? g->dLastH + at : 0, k.rows * units);
  copyFloats(g->dc + at, g->dLastC ? g->dLastC + at : 0, k.rows * units);
  for (long t = a->time - 1; t >= 0; t--) {
    for (long b = 0; b < k.rows; b++) backwardRow(a, g, &k, t, b);
    keepSkipped(a, g, &k, t, g->scratch + a->batch * units, 0);
    backwardState(a, g, &k, t);
    keepSkipped(a, g, &k, t, g->scratch + a->batch * units, 1);
  }
}

// Adds one block of rows to the gradients of the columns of one panel.
static void weightBlock(const Recurrent *a, const RecurrentGradient *g, const Chunk *k, long row, long depth, long column,
                        long width, float *packed, vfloat *sums, int accumulate) {
  long all = gatesOf(a->cell) * k->units, units = k->units;
  const float *state = a->cell == CELL_GRU && column >= firstColumns(a) ? k->cs : k->hs;
  packPanels(0, 1, depth, width, k->gates + row * k->stride + column, k->stride, 1, packed);
  for (long d = 0; d < depth; d++)
    for (int v = 0; v < TILE_VECTORS; v++) sums[v] += load(packed + d * PANEL + v * LANES);
  panelProduct(a->inputs, depth, k->xs + row * a->inputs, 1, a->inputs, packed, g->dw + column, all, width, accumulate);
  panelProduct(units, depth, state + row * units, 1, units, packed, g->du + column, all, width, accumulate);
}

// A gradient without any rows.
static void zeroPanel(const Recurrent *a, const RecurrentGradient *g, long column, long width) {
  long all = gatesOf(a->cell) * (long)a->units;
  for (long i = 0; i < a->inputs; i++) copyFloats(g->dw + i * all + column, 0, width);
  for (long i = 0; i < a->units; i++) copyFloats(g->du + i * all + column, 0, width);
}

static void weightPanel(const Recurrent *a, const RecurrentGradient *g, long column, long width, float *packed) {
  vfloat sums[TILE_VECTORS] = {{0}};
  int accumulate = 0;
  for (int part = 0; part < a->parts; part++) {
    Chunk k = chunkOf(a, part);
    long total = k.rows * a->time;
    for (long row = 0; row < total; row += DEPTH_BLOCK) {
      long depth = total - row < DEPTH_BLOCK ? total - row : DEPTH_BLOCK;
      weightBlock(a, g, &k, row, depth, column, width, packed, sums, accumulate);
      accumulate = 1;
    }
  }
  if (!accumulate) zeroPanel(a, g, column, width);
  if (g->dbias)
    for (long j = 0; j < width; j++) g->dbias[column + j] = sums[j / LANES][j % LANES];
}

// GRU's candidate columns read r * h instead of h: panels never straddle that border.
static void weightColumns(const Recurrent *a, const RecurrentGradient *g, long from, long count) {
  long first, last;
  shareOf(panelsOf(count), a->part, a->parts, &first, &last);
  float *packed = g->packedDz + (long)a->part * DEPTH_BLOCK * PANEL;
  for (long p = first; p < last; p++) {
    long width = count - p * PANEL < PANEL ? count - p * PANEL : PANEL;
    weightPanel(a, g, from + p * PANEL, width, packed);
  }
}

static void recurrentGradientWeights(const Recurrent *a, const RecurrentGradient *g) {
  weightColumns(a, g, 0, firstColumns(a));
  if (a->cell == CELL_GRU) weightColumns(a, g, firstColumns(a), a->units);
}

// The gradient of x, from the gates' gradients that recurrentGradientTime left: an operation of its own, because a
// first layer's input needs none.
static void recurrentInputPack(const Recurrent *a, const RecurrentGradient *g) {
  long all = gatesOf(a->cell) * a->units;
  packShare(all, a->inputs, a->w, 1, all, g->packedWt, a->part, a->parts);
}

// Rows [from, to) of the batch, whichever chunks they lie in; added to dx for the second direction.
static void recurrentInputRun(const Recurrent *a, const RecurrentGradient *g, long from, long to, int accumulate) {
  long time = a->time, inputs = a->inputs, all = gatesOf(a->cell) * a->units;
  for (int part = 0; part < a->parts; part++) {
    Chunk k = chunkOf(a, part);
    long first = from > k.first ? from : k.first, last = to < k.first + k.rows ? to : k.first + k.rows;
    for (long t = 0; first < last && t < time; t++)
      packedProduct(last - first, all, k.gates + (t * k.rows + first - k.first) * k.stride, k.stride, g->packedWt,
                    g->dx + (first * time + timeOf(a, t)) * inputs, time * inputs, inputs, accumulate);
  }
}
#endif
