// SimpleRNN, LSTM and GRU over a whole sequence, forward and backward.
// Every thread works on its own rows of the batch for all time steps, so no step waits for another thread; only the
// weights' gradients run over all rows, each thread on its own columns, so that sums never depend on timing.
//
// Rows are kept chunk by chunk (a chunk = one thread's rows), time-major inside: row = t * rows + b. A chunk's whole
// sequence is one matrix, and so are its states.
#ifndef EARSHOT_RECURRENT_H
#define EARSHOT_RECURRENT_H
#include "call.h"
#include "product.h"

enum { CELL_RNN = 0, CELL_GRU = 1, CELL_LSTM = 2 };

typedef struct {
  int32_t cell, batch, time, inputs, units;
  int32_t reverse;    // 1: step t reads x at time - 1 - t
  int32_t inTime;     // 1: y stands in the order of time; 0: in the order of processing, as Keras has it
  int32_t yStride;    // floats from one step of y to the next: more than units where two directions share it
  int32_t part, parts;  // of `parts` threads for this net, which one this is
  const float *x;     // [batch, time, inputs]
  const float *w;     // [inputs, gates * units]   gates: LSTM i f c o, GRU z r h, SimpleRNN one
  const float *u;     // [units, gates * units]
  const float *bias;  // [gates * units] or 0
  const float *h0;    // [batch, units] or 0
  const float *c0;    // [batch, units] or 0, LSTM only
  const float *mask;  // [batch, time], 0 = the step is skipped and the state kept; or 0
  const float *recurrentMask;  // [batch, units], factor on the state before the recurrent product; or 0
  float *y;           // [batch, time, yStride] or 0
  float *lastH, *lastC;  // [batch, units]; lastC for LSTM only
  float *activations;    // [batch, time, gates * units]: the gates as activated, zeros in skipped steps; or 0
  // Kept for backward. gates has gateStride(...) floats a row, so that rows do not fall into the same cache sets.
  float *xs;     // [batch * time, inputs]
  float *hs;     // [batch * time, units]: the state each step reads, after recurrentMask
  float *cs;     // LSTM [batch * (time + 1), units]: cell states; GRU [batch * time, units]: r * h
  float *gates;  // [batch * time, gateStride]: activated gates; backward leaves their gradients here
  float *packedW, *packedU;  // gates * units columns of panels, depth inputs and units; 0: read as they lie, for few rows
} Recurrent;

typedef struct {
  const float *dy;              // as y, or 0
  const float *dLastH, *dLastC; // [batch, units] or 0
  float *dx, *dw, *du, *dbias;  // as their originals
  float *dh, *dc;               // [batch, units]: gradients of h0 and c0 on return; dc is scratch where there is no cell state
  float *norms;                 // [batch, time]: squared norm of dL/dh_t of each row; or 0
  float *scratch;               // [2, batch, units]
  float *packedWt, *packedUt;   // inputs and units columns of panels, depth gates * units
  float *packedDz;              // [parts, DEPTH_BLOCK, PANEL]
} RecurrentGradient;

INLINE long gatesOf(int cell) { return cell == CELL_LSTM ? 4 : cell == CELL_GRU ? 3 : 1; }
INLINE long gateStride(long gates, long units) { return (gates * units + LANES - 1) / LANES * LANES + 16; }

// GRU reads two products a step: [z r] from h, then h from r * h. Its recurrent panels are packed apart.
INLINE long firstColumns(const Recurrent *a) { return (a->cell == CELL_GRU ? 2 : gatesOf(a->cell)) * (long)a->units; }

static void recurrentPack(const Recurrent *a) {
  long all = gatesOf(a->cell) * a->units, first = firstColumns(a), units = a->units;
  int thread = a->part, threads = a->parts;
  if (a->packedW) packShare(a->inputs, all, a->w, all, 1, a->packedW, thread, threads);
  if (!a->packedU) return;
  packShare(units, first, a->u, all, 1, a->packedU, thread, threads);
  if (a->cell == CELL_GRU)
    packShare(units, units, a->u + first, all, 1, a->packedU + panelsOf(first) * PANEL * units, thread, threads);
}

INLINE vfloat biasAt(const Recurrent *a, long column, const int full, long count) {
  return a->bias ? loadPart(a->bias + column, full, count) : (vfloat){0};
}

// One row of one step, `count` units from j: reads z (pre-activations), writes activated gates and the new state.
INLINE void lstmForward(const Recurrent *a, float *z, const float *c, float *cNext, float *h, long j, const int full,
                        long count) {
  long n = a->units;
  float *zi = z + j, *zf = zi + n, *zg = zf + n, *zo = zg + n;
  vfloat i = sigmoidVector(loadPart(zi, full, count) + biasAt(a, j, full, count));
  vfloat f = sigmoidVector(loadPart(zf, full, count) + biasAt(a, n + j, full, count));
  vfloat g = tanhVector(loadPart(zg, full, count) + biasAt(a, 2 * n + j, full, count));
  vfloat o = sigmoidVector(loadPart(zo, full, count) + biasAt(a, 3 * n + j, full, count));
  vfloat cell = f * loadPart(c + j, full, count) + i * g;
  storePart(zi, i, full, count);
  storePart(zf, f, full, count);
  storePart(zg, g, full, count);
  storePart(zo, o, full, count);
  storePart(cNext + j, cell, full, count);
  storePart(h + j, o * tanhVector(cell), full, count);
}

INLINE void rnnForward(const Recurrent *a, float *z, float *h, long j, const int full, long count) {
  vfloat value = tanhVector(loadPart(z + j, full, count) + biasAt(a, j, full, count));
  storePart(z + j, value, full, count);
  storePart(h + j, value, full, count);
}

// First half: z and r, and r * h for the second product.
INLINE void gruGates(const Recurrent *a, float *z, const float *h, float *rh, long j, const int full, long count) {
  long n = a->units;
  vfloat update = sigmoidVector(loadPart(z + j, full, count) + biasAt(a, j, full, count));
  vfloat reset = sigmoidVector(loadPart(z + n + j, full, count) + biasAt(a, n + j, full, count));
  storePart(z + j, update, full, count);
  storePart(z + n + j, reset, full, count);
  storePart(rh + j, reset * loadPart(h + j, full, count), full, count);
}

INLINE void gruForward(const Recurrent *a, float *z, const float *h, float *hNext, long j, const int full, long count) {
  long n = a->units;
  vfloat candidate = tanhVector(loadPart(z + 2 * n + j, full, count) + biasAt(a, 2 * n + j, full, count));
  vfloat update = loadPart(z + j, full, count);
  storePart(z + 2 * n + j, candidate, full, count);
  storePart(hNext + j, update * loadPart(h + j, full, count) + (splat(1.f) - update) * candidate, full, count);
}

typedef struct {
  long first, rows, units, stride;
  float *xs, *hs, *cs, *gates;
} Chunk;

static Chunk chunkOf(const Recurrent *a, int part) {
  long first, last, time = a->time, units = a->units, stride = gateStride(gatesOf(a->cell), units);
  shareOf(a->batch, part, a->parts, &first, &last);
  long states = a->cell == CELL_LSTM ? time + 1 : time;
  return (Chunk){first, last - first, units, stride, a->xs + first * time * a->inputs, a->hs + first * time * units,
                 a->cs + first * states * units, a->gates + first * time * stride};
}

INLINE long timeOf(const Recurrent *a, long t) { return a->reverse ? a->time - 1 - t : t; }
INLINE int isSkipped(const Recurrent *a, long row, long t) {
  return a->mask && a->mask[row * a->time + timeOf(a, t)] == 0.f;
}
// Where step t of a row stands in y.
INLINE long outputAt(const Recurrent *a, long row, long t) {
  return (row * a->time + (a->inTime ? timeOf(a, t) : t)) * a->yStride;
}

static void gatherInputs(const Recurrent *a, const Chunk *k) {
  long time = a->time, inputs = a->inputs;
  for (long b = 0; b < k->rows; b++) {
    const float *x = a->x + (k->first + b) * time * inputs;
    for (long t = 0; t < time; t++)
      copyFloats(k->xs + (t * k->rows + b) * inputs, x + timeOf(a, t) * inputs, inputs);
  }
}

// The state a step reads: the last one, times recurrentMask where there is one.
static void enterStep(const Recurrent *a, const Chunk *k, const float *state, float *h) {
  long count = k->rows * k->units;
  const float *factor = a->recurrentMask ? a->recurrentMask + k->first * k->units : 0;
  if (!factor) copyFloats(h, state, count);
  else
    for (long i = 0; i < count; i++) h[i] = state[i] * factor[i];
}

static void stepRow(const Recurrent *a, const Chunk *k, long t, long b, float *state) {
  long units = k->units, row = t * k->rows + b;
  float *z = k->gates + row * k->stride, *h = k->hs + row * units, *next = state + b * units;
  float *c = k->cs + row * units, *cNext = c + k->rows * units;
  if (isSkipped(a, k->first + b, t)) {
    // Zero activations make every gradient of this row vanish in backward.
    copyFloats(z, 0, gatesOf(a->cell) * units);
    if (a->cell == CELL_LSTM) copyFloats(cNext, c, units);
  } else if (a->cell == CELL_LSTM) {
    OVER_UNITS(units, lstmForward(a, z, c, cNext, next, j, full, count))
  } else if (a->cell == CELL_GRU) {
    OVER_UNITS(units, gruForward(a, z, h, next, j, full, count))
  } else {
    OVER_UNITS(units, rnnForward(a, z, next, j, full, count))
  }
  long columns = gatesOf(a->cell) * units;
  if (a->y) copyFloats(a->y + outputAt(a, k->first + b, t), next, units);
  if (a->activations) copyFloats(a->activations + ((k->first + b) * a->time + t) * columns, z, columns);
}

// Both products of a GRU's step: [z r] from h, then the candidate from r * h.
static void gruStep(const Recurrent *a, const Chunk *k, float *z, const float *h, float *rh) {
  long units = k->units, all = 3 * units, first = firstColumns(a);
  const float *packed = a->packedU ? a->packedU + panelsOf(first) * PANEL * units : 0;
  productWith(a->packedU, a->u, all, k->rows, units, h, units, z, k->stride, first, 1);
  for (long b = 0; b < k->rows; b++)
    OVER_UNITS(units, gruGates(a, z + b * k->stride, h + b * units, rh + b * units, j, full, count))
  productWith(packed, a->u + first, all, k->rows, units, rh, units, z + first, k->stride, units, 1);
}

static void recurrentRun(const Recurrent *a) {
  Chunk k = chunkOf(a, a->part);
  long units = k.units, count = k.rows * units, all = gatesOf(a->cell) * units;
  if (!k.rows) return;
  float *state = a->lastH + k.first * units;
  gatherInputs(a, &k);
  productWith(a->packedW, a->w, all, a->time * k.rows, a->inputs, k.xs, a->inputs, k.gates, k.stride, all, 0);
  copyFloats(state, a->h0 ? a->h0 + k.first * units : 0, count);
  if (a->cell == CELL_LSTM) copyFloats(k.cs, a->c0 ? a->c0 + k.first * units : 0, count);
  for (long t = 0; t < a->time; t++) {
    float *z = k.gates + t * k.rows * k.stride, *h = k.hs + t * count;
    enterStep(a, &k, state, h);
    if (a->cell == CELL_GRU) gruStep(a, &k, z, h, k.cs + t * count);
    else productWith(a->packedU, a->u, all, k.rows, units, h, units, z, k.stride, all, 1);
    for (long b = 0; b < k.rows; b++) stepRow(a, &k, t, b, state);
  }
  if (a->cell == CELL_LSTM) copyFloats(a->lastC + k.first * units, k.cs + a->time * count, count);
}
#endif
