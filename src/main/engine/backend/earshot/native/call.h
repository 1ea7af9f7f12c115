// How a kernel is called, the same from the Node addon and from WASM: a block of numbers and a block of addresses.
// An operation is a list of phases; every thread runs every phase, with a barrier between two.
#ifndef EARSHOT_CALL_H
#define EARSHOT_CALL_H
#include <stdint.h>

#define CALL_NUMBERS 16
#define CALL_POINTERS 64
#define CALL_SCALARS 8

typedef struct {
  int32_t numbers[CALL_NUMBERS];
  float *pointers[CALL_POINTERS];
  float scalars[CALL_SCALARS];
} Call;

// Index = the operation's number in backend/earshot/operations.ts.
enum {
  OP_MATMUL,
  OP_CONV1D,
  OP_CONV1D_INPUT,
  OP_CONV1D_FILTER,
  OP_RECURRENT,
  OP_RECURRENT_GRADIENT,
  OP_RECURRENT_INPUT,
  OP_ADAM,
  OP_ELEMENTWISE,
  OP_RELU_GRADIENT,
  OP_REDUCE,
  OP_SQUARED_NORM,
  OP_MAX_POOL,
  OP_MAX_POOL_GRADIENT,
  OP_DROPOUT,
  OP_CROSS_ENTROPY,
  OP_GATHER,
  OP_SEGMENT_SUM,
  OP_BATCH_NORM,
  OP_BATCH_NORM_GRADIENT,
  OP_COUNT
};

typedef struct {
  int (*phases)(int op);
  void (*run)(int op, int phase, const Call *call, int thread, int threads);
  int lanes, panel;
} Kernels;
#endif
