// The Node addon: Node-API only, no external buffers, so the same file loads in Node and in Electron.
// exports: configure(threads, isa) -> { isa, threads, lanes, panel }; run(op, numbers, pointers, scalars).
#ifndef _GNU_SOURCE
#define _GNU_SOURCE // dladdr
#endif
#define NAPI_VERSION 8
#include <dlfcn.h>
#include <node_api.h>
#include <string.h>
#include "pool.h"

#if defined(__x86_64__)
extern const Kernels kernels_avx512, kernels_avx2;
#endif
extern const Kernels kernels_base;

typedef struct {
  const char *name;
  const Kernels *kernels;
} Choice;

// The widest instruction set this processor has, or the named one when it has it.
static Choice chooseKernels(const char *wanted) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  int avx512 = avx2 && __builtin_cpu_supports("avx512f");
  if (avx512 && (!*wanted || !strcmp(wanted, "avx512"))) return (Choice){"avx512", &kernels_avx512};
  if (avx2 && strcmp(wanted, "baseline")) return (Choice){"avx2", &kernels_avx2};
#else
  (void)wanted;
#endif
  return (Choice){"baseline", &kernels_base};
}

static napi_value fail(napi_env env, const char *message) {
  napi_throw_type_error(env, 0, message);
  return 0;
}

static void setNumber(napi_env env, napi_value object, const char *name, int value) {
  napi_value number;
  napi_create_int32(env, value, &number);
  napi_set_named_property(env, object, name, number);
}

static napi_value configure(napi_env env, napi_callback_info info) {
  size_t count = 2, length = 0;
  napi_value arguments[2], result, name;
  char wanted[16] = "";
  int32_t threads = 1;
  napi_get_cb_info(env, info, &count, arguments, 0, 0);
  if (count < 2 || napi_get_value_int32(env, arguments[0], &threads) != napi_ok ||
      napi_get_value_string_utf8(env, arguments[1], wanted, sizeof wanted, &length) != napi_ok)
    return fail(env, "configure expects (threads, isa)");
  Choice choice = chooseKernels(wanted);
  pthread_mutex_lock(&pool.gate);
  pool.kernels = choice.kernels;
  threads = useThreads(threads);
  pthread_mutex_unlock(&pool.gate);
  napi_create_object(env, &result);
  napi_create_string_utf8(env, choice.name, NAPI_AUTO_LENGTH, &name);
  napi_set_named_property(env, result, "isa", name);
  setNumber(env, result, "threads", threads);
  setNumber(env, result, "lanes", choice.kernels->lanes);
  setNumber(env, result, "panel", choice.kernels->panel);
  return result;
}

// Address of a typed array's first element; 0 for null and undefined.
static int addressOf(napi_env env, napi_value value, void **address, size_t *length) {
  napi_valuetype type;
  napi_typedarray_type elements;
  napi_typeof(env, value, &type);
  *address = 0;
  *length = 0;
  if (type == napi_null || type == napi_undefined) return 1;
  return napi_get_typedarray_info(env, value, &elements, length, address, 0, 0) == napi_ok;
}

static int readBlock(napi_env env, napi_value value, void *to, size_t limit) {
  void *from;
  size_t length;
  if (!addressOf(env, value, &from, &length) || length > limit) return 0;
  if (length) memcpy(to, from, length * 4);
  return 1;
}

static int readPointers(napi_env env, napi_value array, Call *call) {
  uint32_t count = 0;
  if (napi_get_array_length(env, array, &count) != napi_ok || count > CALL_POINTERS) return 0;
  for (uint32_t i = 0; i < count; i++) {
    napi_value element;
    size_t length;
    napi_get_element(env, array, i, &element);
    if (!addressOf(env, element, (void **)&call->pointers[i], &length)) return 0;
  }
  return 1;
}

static napi_value run(napi_env env, napi_callback_info info) {
  size_t count = 4;
  napi_value arguments[4];
  int32_t op = -1;
  Call call = {0};
  napi_get_cb_info(env, info, &count, arguments, 0, 0);
  if (!pool.kernels) return fail(env, "run before configure");
  if (count < 4 || napi_get_value_int32(env, arguments[0], &op) != napi_ok || op < 0 || op >= OP_COUNT ||
      !readBlock(env, arguments[1], call.numbers, CALL_NUMBERS) || !readPointers(env, arguments[2], &call) ||
      !readBlock(env, arguments[3], call.scalars, 8))
    return fail(env, "run expects (operation, Int32Array, array of typed arrays or null, Float32Array)");
  runOnPool(op, &call);
  return 0;
}

// The pool's threads run this library's code as long as the process lives, but Node unloads an addon together with
// the last of its own threads that loaded it (a worker that ended). Loaded again at the same place, the next pool
// would share its memory with threads of the one before: a barrier nobody leaves. So the library stays.
static void stayLoaded(void) {
  Dl_info own;
  if (dladdr((void *)&pool, &own) && own.dli_fname) dlopen(own.dli_fname, RTLD_LAZY | RTLD_NODELETE);
}

static napi_value init(napi_env env, napi_value exports) {
  napi_value function;
  stayLoaded();
  napi_create_function(env, "configure", NAPI_AUTO_LENGTH, configure, 0, &function);
  napi_set_named_property(env, exports, "configure", function);
  napi_create_function(env, "run", NAPI_AUTO_LENGTH, run, 0, &function);
  napi_set_named_property(env, exports, "run", function);
  return exports;
}

NAPI_MODULE(earshot, init)
