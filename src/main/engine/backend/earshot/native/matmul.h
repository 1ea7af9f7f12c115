// c[batch, rows, columns] = a[batch, rows, depth] * b[batch, depth, columns], either side transposed, bias added where given.
#ifndef EARSHOT_MATMUL_H
#define EARSHOT_MATMUL_H
#include "call.h"
#include "product.h"

typedef struct {
  long batch, rows, columns, depth, transposeA, transposeB, broadcastA, broadcastB;
  const float *a, *b, *bias;
  float *c, *packed;
} MatMul;

static MatMul matMulOf(const Call *call) {
  const int32_t *n = call->numbers;
  float *const *p = call->pointers;
  return (MatMul){n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], p[0], p[1], p[2], p[3], p[4]};
}

static void matMulPack(const MatMul *m, int thread, int threads) {
  long count = m->broadcastB ? 1 : m->batch, panels = panelsOf(m->columns);
  long from, to;
  shareOf(count * panels, thread, threads, &from, &to);
  for (long at = from; at < to; at++) {
    long item = at / panels, p = at % panels;
    packPanels(p, p + 1, m->depth, m->columns, m->b + item * m->depth * m->columns, m->transposeB ? 1 : m->columns,
               m->transposeB ? m->depth : 1, m->packed + item * panels * PANEL * m->depth);
  }
}

static void addBias(const float *bias, float *c, long rows, long columns) {
  if (!bias) return;
  for (long i = 0; i < rows; i++)
    for (long j = 0; j < columns; j++) c[i * columns + j] += bias[j];
}

// Rows [from, to) of one product, in blocks of depth that keep a panel in the first cache.
static void matMulRows(const MatMul *m, long item, long from, long to, long firstPanel, long lastPanel) {
  const float *a = m->a + (m->broadcastA ? 0 : item) * m->rows * m->depth;
  const float *packed = m->packed + (m->broadcastB ? 0 : item) * panelsOf(m->columns) * PANEL * m->depth;
  float *c = m->c + item * m->rows * m->columns;
  long rowStride = m->transposeA ? 1 : m->depth, depthStride = m->transposeA ? m->rows : 1;
  for (long k = 0; k < m->depth; k += DEPTH_BLOCK) {
    long depth = m->depth - k < DEPTH_BLOCK ? m->depth - k : DEPTH_BLOCK;
    for (long p = firstPanel; p < lastPanel; p++)
      panelProduct(to - from, depth, a + from * rowStride + k * depthStride, rowStride, depthStride,
                   packed + (p * m->depth + k) * PANEL, c + from * m->columns + p * PANEL, m->columns,
                   m->columns - p * PANEL, k > 0);
  }
}

// Threads share all rows of all items where there are many, else the panels.
static void matMulRun(const MatMul *m, int thread, int threads) {
  long from, to, panels = panelsOf(m->columns);
  if (m->rows * m->batch < 2 * TILE_ROWS * threads && m->batch == 1) {
    shareOf(panels, thread, threads, &from, &to);
    matMulRows(m, 0, 0, m->rows, from, to);
    for (long i = 0; m->bias && i < m->rows; i++)
      for (long j = from * PANEL; j < to * PANEL && j < m->columns; j++) m->c[i * m->columns + j] += m->bias[j];
    return;
  }
  shareOf(m->rows * m->batch, thread, threads, &from, &to);
  while (from < to) {
    long item = from / m->rows, first = from % m->rows, last = to - item * m->rows;
    if (last > m->rows) last = m->rows;
    matMulRows(m, item, first, last, 0, panels);
    addBias(m->bias, m->c + (item * m->rows + first) * m->columns, last - first, m->columns);
    from = item * m->rows + last;
  }
}
#endif
