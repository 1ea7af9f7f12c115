// The Node addon: Node-API only, no external buffers, so the same file loads in Node and in Electron.
// exports: open(threads, isa) -> { isa, set, threads, lanes, panel };
//          run(set, threads, operation, numbers, pointers, scalars); misalignment(buffer) -> bytes past a cache line;
//          source: the hash of the source it was built from.
#define _GNU_SOURCE
#define NAPI_VERSION 8
#include <dlfcn.h>
#include <node_api.h>
#include <string.h>
#include "pool.h"

#define CACHE_LINE 64

#if defined(__x86_64__)
extern const Kernels kernels_avx512, kernels_avx2;
#endif
extern const Kernels kernels_base;

typedef struct {
  const char *name;
  const Kernels *kernels;
} Set;

// Instruction sets, the narrowest first.
static const Set sets[] = {
    {"baseline", &kernels_base},
#if defined(__x86_64__)
    {"avx2", &kernels_avx2},
    {"avx512", &kernels_avx512},
#endif
};

// Index of the widest this processor has.
static int widestSet(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 0;
  return __builtin_cpu_supports("avx512f") ? 2 : 1;
#else
  return 0;
#endif
}

// The widest, or the named one where this processor has it.
static int chooseSet(const char *wanted) {
  int widest = widestSet();
  for (int set = 0; set < widest; set++)
    if (!strcmp(wanted, sets[set].name)) return set;
  return widest;
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

static napi_value openKernels(napi_env env, napi_callback_info info) {
  size_t count = 2, length = 0;
  napi_value arguments[2], result, name;
  char wanted[16] = "";
  int32_t threads = 1;
  napi_get_cb_info(env, info, &count, arguments, 0, 0);
  if (count < 2 || napi_get_value_int32(env, arguments[0], &threads) != napi_ok ||
      napi_get_value_string_utf8(env, arguments[1], wanted, sizeof wanted, &length) != napi_ok)
    return fail(env, "open expects (threads, isa)");
  int set = chooseSet(wanted);
  napi_create_object(env, &result);
  napi_create_string_utf8(env, sets[set].name, NAPI_AUTO_LENGTH, &name);
  napi_set_named_property(env, result, "isa", name);
  setNumber(env, result, "set", set);
  setNumber(env, result, "threads", provideThreads(threads));
  setNumber(env, result, "lanes", sets[set].kernels->lanes);
  setNumber(env, result, "panel", sets[set].kernels->panel);
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
  size_t count = 6;
  napi_value arguments[6];
  int32_t set = -1, threads = 0, op = -1;
  Call call = {0};
  napi_get_cb_info(env, info, &count, arguments, 0, 0);
  if (count < 6 || napi_get_value_int32(env, arguments[0], &set) != napi_ok || set < 0 || set > widestSet() ||
      napi_get_value_int32(env, arguments[1], &threads) != napi_ok || threads < 1 || threads > pool.started ||
      napi_get_value_int32(env, arguments[2], &op) != napi_ok || op < 0 || op >= OP_COUNT ||
      !readBlock(env, arguments[3], call.numbers, CALL_NUMBERS) || !readPointers(env, arguments[4], &call) ||
      !readBlock(env, arguments[5], call.scalars, CALL_SCALARS))
    return fail(env, "run expects (set, threads, operation, Int32Array, array of typed arrays or null, Float32Array)");
  Job job = {sets[set].kernels, op, threads, &call};
  runOnPool(&job);
  return 0;
}

static napi_value misalignment(napi_env env, napi_callback_info info) {
  size_t count = 1, length;
  napi_value buffer, result;
  void *address;
  napi_get_cb_info(env, info, &count, &buffer, 0, 0);
  if (count < 1 || napi_get_arraybuffer_info(env, buffer, &address, &length) != napi_ok)
    return fail(env, "misalignment expects (ArrayBuffer)");
  napi_create_int32(env, (int32_t)((uintptr_t)address % CACHE_LINE), &result);
  return result;
}

// The threads run this library's code: it must stay in memory when the JavaScript thread that loaded it ends.
static void stayLoaded(void) {
  Dl_info self;
  if (dladdr((void *)stayLoaded, &self)) dlopen(self.dli_fname, RTLD_NOW | RTLD_NODELETE);
}

static void addFunction(napi_env env, napi_value exports, const char *name, napi_callback callback) {
  napi_value function;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, 0, &function);
  napi_set_named_property(env, exports, name, function);
}

static napi_value init(napi_env env, napi_value exports) {
  stayLoaded();
  addFunction(env, exports, "open", openKernels);
  addFunction(env, exports, "run", run);
  addFunction(env, exports, "misalignment", misalignment);
  napi_value source;
  napi_create_string_utf8(env, KERNEL_SOURCE, NAPI_AUTO_LENGTH, &source);
  napi_set_named_property(env, exports, "source", source);
  return exports;
}

NAPI_MODULE(earshot, init)
