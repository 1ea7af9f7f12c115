// 1-D convolution as matrix products on overlapping rows: row t of a padded [time, channels] matrix, read `width` steps
// long, is the window at t, so nothing is unfolded. Filter [width, channels, filters], any stride, dilation 1.
#ifndef EARSHOT_CONV1D_H
#define EARSHOT_CONV1D_H
#include "call.h"
#include "product.h"

typedef struct {
  long batch, time, channels, filters, width, stride, padBefore, padded, outTime;
  long relu;              // 1: y is rectified
  float *x, *w, *y, *paddedX, *packed;
  const float *bias;      // [filters] or 0
} Conv1d;

static Conv1d conv1dOf(const Call *call) {
  const int32_t *n = call->numbers;
  float *const *p = call->pointers;
  return (Conv1d){n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], p[0], p[1], p[2], p[3], p[4], p[5]};
}

// paddedX [batch, padded, channels]: x with zeros around it, this thread's share of the batch.
static void conv1dPad(const Conv1d *c, int thread, int threads) {
  long from, to;
  shareOf(c->batch, thread, threads, &from, &to);
  long channels = c->channels, after = c->padded - c->padBefore - c->time;
  for (long b = from; b < to; b++) {
    float *out = c->paddedX + b * c->padded * channels;
    long kept = after < 0 ? c->time + after : c->time;
    copyFloats(out, 0, c->padBefore * channels);
    copyFloats(out + c->padBefore * channels, c->x + b * c->time * channels, kept * channels);
    if (after > 0) copyFloats(out + (c->padBefore + c->time) * channels, 0, after * channels);
  }
}

static void conv1dPack(const Conv1d *c, int thread, int threads) {
  conv1dPad(c, thread, threads);
  packShare(c->width * c->channels, c->filters, c->w, c->filters, 1, c->packed, thread, threads);
}

// Bias and rectification of one clip's outputs of a panel, while they are in the cache.
static void conv1dFinish(const Conv1d *c, float *y, const float *bias, long columns) {
  for (long t = 0; t < c->outTime; t++, y += c->filters)
    OVER_UNITS(columns, {
      vfloat value = loadPart(y + j, full, count);
      if (bias) value += loadPart(bias + j, full, count);
      storePart(y + j, c->relu ? reluVector(value) : value, full, count);
    })
}

// Threads share the panels of all clips: one clip alone keeps them all busy.
static void conv1dRun(const Conv1d *c, int thread, int threads) {
  long from, to, depth = c->width * c->channels, panels = panelsOf(c->filters);
  shareOf(c->batch * panels, thread, threads, &from, &to);
  for (long piece = from; piece < to; piece++) {
    long b = piece / panels, p = piece % panels, column = p * PANEL;
    long columns = c->filters - column < PANEL ? c->filters - column : PANEL;
    float *y = c->y + b * c->outTime * c->filters + column;
    panelProduct(c->outTime, depth, c->paddedX + b * c->padded * c->channels, c->stride * c->channels, 1,
                 c->packed + p * depth * PANEL, y, c->filters, columns, 0);
    if (c->bias || c->relu) conv1dFinish(c, y, c->bias ? c->bias + column : 0, columns);
  }
}

// Gradient of x: each tap adds dy * w[tap] transposed at its offset. y holds dy, x receives dx.
static void conv1dInputPack(const Conv1d *c, int thread, int threads) {
  long size = panelsOf(c->channels) * PANEL * c->filters;
  for (long tap = 0; tap < c->width; tap++)
    packShare(c->filters, c->channels, c->w + tap * c->channels * c->filters, 1, c->filters, c->packed + tap * size,
              thread, threads);
}

static void conv1dInputRun(const Conv1d *c, int thread, int threads) {
  long from, to, channels = c->channels, size = panelsOf(channels) * PANEL * c->filters;
  shareOf(c->batch, thread, threads, &from, &to);
  for (long b = from; b < to; b++) {
    float *dx = c->paddedX + b * c->padded * channels;
    copyFloats(dx, 0, c->padded * channels);
    for (long tap = 0; tap < c->width; tap++)
      packedProduct(c->outTime, c->filters, c->y + b * c->outTime * c->filters, c->filters, c->packed + tap * size,
                    dx + tap * channels, c->stride * channels, channels, 1);
    long reached = c->padded - c->padBefore, kept = reached < c->time ? reached : c->time;
    copyFloats(c->x + b * c->time * channels, dx + c->padBefore * channels, kept * channels);
    copyFloats(c->x + (b * c->time + kept) * channels, 0, (c->time - kept) * channels);
  }
}

// Gradient of the filter: each thread its own panels of filters, all of the batch in order; where panels do not come out
// even, parts of them (a part packs for itself). w receives dw.
static void conv1dFilterRun(const Conv1d *c, int thread, int threads) {
  long from, to, all = c->width * c->channels, panels = panelsOf(c->filters), parts = panels % threads ? threads : 1;
  shareOf(panels * parts, thread, threads, &from, &to);
  for (long piece = from; piece < to; piece++) {
    long p = piece / parts, column = p * PANEL, first, last;
    long width = c->filters - column < PANEL ? c->filters - column : PANEL;
    float *packed = c->packed + piece * c->outTime * PANEL;
    shareOf(all, (int)(piece % parts), (int)parts, &first, &last);
    for (long b = 0; b < c->batch; b++) {
      packPanels(0, 1, c->outTime, width, c->y + b * c->outTime * c->filters + column, c->filters, 1, packed);
      panelProduct(last - first, c->outTime, c->paddedX + b * c->padded * c->channels + first, 1,
                   c->stride * c->channels, packed, c->w + first * c->filters + column, c->filters, width, b > 0);
    }
  }
}
#endif
