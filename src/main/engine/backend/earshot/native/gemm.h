// Matrix products: one register tile, panels of the right-hand side packed to its width.
#ifndef EARSHOT_GEMM_H
#define EARSHOT_GEMM_H
#include "vector.h"

// Sums of a tile, a row of the panel and one value fill the registers: 32 of them (16 with AVX2, SSE and WASM).
#if LANES == 16
#define TILE_ROWS 12
#define TILE_VECTORS 2
#elif LANES == 8
#define TILE_ROWS 6
#define TILE_VECTORS 2
#elif defined(__aarch64__)
#define TILE_ROWS 8
#define TILE_VECTORS 2
#else
#define TILE_ROWS 4
#define TILE_VECTORS 2
#endif
#define PANEL (LANES * TILE_VECTORS)

// c[rows, PANEL] (+)= a[rows, depth] * panel[depth, PANEL]; a's element (i, k) lies at a[i * rowStride + k * depthStride].
INLINE void tileOf(const int rows, long depth, const float *a, long rowStride, long depthStride, const float *panel,
                   float *c, long cStride, long columns, int accumulate) {
  vfloat sum[TILE_ROWS][TILE_VECTORS];
      UNROLL
  for (int i = 0; i < rows; i++)
      UNROLL
    for (int v = 0; v < TILE_VECTORS; v++) sum[i][v] = (vfloat){};
  for (long k = 0; k < depth; k++) {
    vfloat b[TILE_VECTORS];
      UNROLL
    for (int v = 0; v < TILE_VECTORS; v++) b[v] = load(panel + k * PANEL + v * LANES);
      UNROLL
    for (int i = 0; i < rows; i++) {
      vfloat left = splat(a[i * rowStride + k * depthStride]);
      UNROLL
      for (int v = 0; v < TILE_VECTORS; v++) sum[i][v] = multiplyAdd(left, b[v], sum[i][v]);
    }
  }
  if (columns >= PANEL) {
      UNROLL
    for (int i = 0; i < rows; i++)
      UNROLL
      for (int v = 0; v < TILE_VECTORS; v++) {
        float *to = c + i * cStride + v * LANES;
        vfloat value = sum[i][v];
        if (accumulate) value += load(to);
        store(to, value);
      }
    return;
  }
  float edge[PANEL];
  for (int i = 0; i < rows; i++) {
    for (int v = 0; v < TILE_VECTORS; v++) store(edge + v * LANES, sum[i][v]);
    for (long j = 0; j < columns; j++) c[i * cStride + j] = accumulate ? c[i * cStride + j] + edge[j] : edge[j];
  }
}

#define TILE_CASE(n) case n: tileOf(n, depth, a, rowStride, depthStride, panel, c, cStride, columns, accumulate); break;

// All rows against one panel. depthStride is 1 (a as it lies) or rowStride is 1 (a transposed).
static __attribute__((noinline)) void panelProduct(long rows, long depth, const float *a, long rowStride, long depthStride, const float *panel, float *c,
                         long cStride, long columns, int accumulate) {
  long full = rows - rows % TILE_ROWS;
  if (depthStride == 1)
    for (long i = 0; i < full; i += TILE_ROWS)
      tileOf(TILE_ROWS, depth, a + i * rowStride, rowStride, 1, panel, c + i * cStride, cStride, columns, accumulate);
  else
    for (long i = 0; i < full; i += TILE_ROWS)
      tileOf(TILE_ROWS, depth, a + i, 1, depthStride, panel, c + i * cStride, cStride, columns, accumulate);
  a += full * rowStride;
  c += full * cStride;
  switch (rows - full) {
    TILE_CASE(1) TILE_CASE(2) TILE_CASE(3)
#if TILE_ROWS > 4
    TILE_CASE(4) TILE_CASE(5)
#endif
#if TILE_ROWS > 6
    TILE_CASE(6) TILE_CASE(7)
#endif
#if TILE_ROWS > 8
    TILE_CASE(8) TILE_CASE(9) TILE_CASE(10) TILE_CASE(11)
#endif
  }
}

// c[rows, columns] (+)= a[rows, depth] * b[depth, columns] without packing b: for few rows, which would not repay it.
#define DIRECT_VECTORS 8
INLINE void directBlock(long depth, const float *a, const float *b, long bStride, float *c, const int vectors,
                        const int full, long count, int accumulate) {
  vfloat sum[DIRECT_VECTORS];
  UNROLL
  for (int v = 0; v < vectors; v++) sum[v] = accumulate ? loadPart(c + v * LANES, full, count) : (vfloat){};
  for (long k = 0; k < depth; k++) {
    vfloat left = splat(a[k]);
    UNROLL
    for (int v = 0; v < vectors; v++) sum[v] = multiplyAdd(left, loadPart(b + k * bStride + v * LANES, full, count), sum[v]);
  }
  UNROLL
  for (int v = 0; v < vectors; v++) storePart(c + v * LANES, sum[v], full, count);
}

static void directProduct(long rows, long depth, const float *a, long aStride, const float *b, long bStride, float *c,
                          long cStride, long columns, int accumulate) {
  for (long i = 0; i < rows; i++, a += aStride, c += cStride) {
    long j = 0;
    for (; j + DIRECT_VECTORS * LANES <= columns; j += DIRECT_VECTORS * LANES)
      directBlock(depth, a, b + j, bStride, c + j, DIRECT_VECTORS, 1, LANES, accumulate);
    for (; j + LANES <= columns; j += LANES) directBlock(depth, a, b + j, bStride, c + j, 1, 1, LANES, accumulate);
    if (j < columns) directBlock(depth, a, b + j, bStride, c + j, 1, 0, columns - j, accumulate);
  }
}

INLINE long panelsOf(long columns) { return (columns + PANEL - 1) / PANEL; }

// Packs b[depth, columns] (element (k, j) at b[k * depthStride + j * columnStride]) into panels [panel][depth][PANEL], zeros beyond.
static void packPanels(long from, long to, long depth, long columns, const float *b, long depthStride, long columnStride,
                       float *packed) {
  for (long p = from; p < to; p++) {
    float *out = packed + p * depth * PANEL;
    long width = columns - p * PANEL < PANEL ? columns - p * PANEL : PANEL;
    for (long k = 0; k < depth; k++) {
      const float *in = b + k * depthStride + p * PANEL * columnStride;
      if (columnStride == 1 && width == PANEL)
        for (int v = 0; v < TILE_VECTORS; v++) store(out + k * PANEL + v * LANES, load(in + v * LANES));
      else
        for (long j = 0; j < PANEL; j++) out[k * PANEL + j] = j < width ? in[j * columnStride] : 0.f;
    }
  }
}
#endif
