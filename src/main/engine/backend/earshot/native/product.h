// Matrix products as kernels use them: over all panels of a packed right-hand side, or over one that lies as it is.
#ifndef EARSHOT_PRODUCT_H
#define EARSHOT_PRODUCT_H
#include "gemm.h"
#include "share.h"

// Depth taken at once where sums run long: a packed panel of it stays in the first cache.
#define DEPTH_BLOCK 256

// c[rows, columns] (+)= a[rows, depth] * packed
static void packedProduct(long rows, long depth, const float *a, long aStride, const float *packed, float *c,
                          long cStride, long columns, int accumulate) {
  for (long p = 0; p < panelsOf(columns); p++)
    panelProduct(rows, depth, a, aStride, 1, packed + p * depth * PANEL, c + p * PANEL, cStride, columns - p * PANEL,
                 accumulate);
}

// The same with b[depth, columns] as it lies where it is not packed.
static void productWith(const float *packed, const float *b, long bStride, long rows, long depth, const float *a,
                        long aStride, float *c, long cStride, long columns, int accumulate) {
  if (packed) packedProduct(rows, depth, a, aStride, packed, c, cStride, columns, accumulate);
  else directProduct(rows, depth, a, aStride, b, bStride, c, cStride, columns, accumulate);
}

// Packs columns [first, first + count) of b[depth, all] or of its transpose; this thread's share of the panels.
static void packShare(long depth, long count, const float *b, long depthStride, long columnStride, float *packed,
                      int thread, int threads) {
  long from, to;
  shareOf(panelsOf(count), thread, threads, &from, &to);
  packPanels(from, to, depth, count, b, depthStride, columnStride, packed);
}
#endif
