// The threads of the addon: they live as long as the process, run one operation at a time and wait in between.
// A thread that has nothing to do spins for a moment (the next kernel is mostly near), then sleeps.
#ifndef EARSHOT_POOL_H
#define EARSHOT_POOL_H
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include "call.h"

#define MAX_THREADS 64
#define SPINS_BEFORE_YIELD 4000
#define SPINS_BEFORE_SLEEP 20000

#if defined(__x86_64__) || defined(__i386__)
#define relax() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define relax() __asm__ volatile("yield")
#else
#define relax() ((void)0)
#endif

static struct {
  int threads;
  const Kernels *kernels;
  int op;
  const Call *call;
  atomic_uint job;              // grows by one with every operation
  atomic_uint arrived, barrier; // sense-reversing barrier: the last to arrive opens it
  atomic_int sleeping;
  pthread_mutex_t mutex;
  pthread_cond_t wake;
} pool = {.threads = 1, .mutex = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static void waitAtBarrier(void) {
  unsigned round = atomic_load_explicit(&pool.barrier, memory_order_relaxed);
  if (atomic_fetch_add(&pool.arrived, 1) + 1 == (unsigned)pool.threads) {
    atomic_store(&pool.arrived, 0);
    atomic_fetch_add(&pool.barrier, 1);
    return;
  }
  for (int spins = 0; atomic_load_explicit(&pool.barrier, memory_order_acquire) == round; spins++) {
    if (spins < SPINS_BEFORE_YIELD) relax();
    else sched_yield();
  }
}

static void runPhases(int thread) {
  int phases = pool.kernels->phases(pool.op);
  for (int phase = 0; phase < phases; phase++) {
    pool.kernels->run(pool.op, phase, pool.call, thread, pool.threads);
    if (pool.threads > 1) waitAtBarrier();
  }
}

static void waitForJob(unsigned done) {
  for (int spins = 0; spins < SPINS_BEFORE_SLEEP; spins++) {
    if (atomic_load_explicit(&pool.job, memory_order_acquire) != done) return;
    relax();
  }
  pthread_mutex_lock(&pool.mutex);
  atomic_fetch_add(&pool.sleeping, 1);
  while (atomic_load(&pool.job) == done) pthread_cond_wait(&pool.wake, &pool.mutex);
  atomic_fetch_sub(&pool.sleeping, 1);
  pthread_mutex_unlock(&pool.mutex);
}

static void *workerMain(void *argument) {
  int thread = (int)(intptr_t)argument;
  for (unsigned done = 0;; done++) {
    waitForJob(done);
    runPhases(thread);
  }
  return 0;
}

// Starts threads - 1 workers; the caller is thread 0. Returns how many threads there are. Only the first call starts any.
static int startPool(int threads) {
  static int started = 0;
  if (started) return pool.threads;
  started = 1;
  if (threads > MAX_THREADS) threads = MAX_THREADS;
  // Workers read pool.threads only once a job is there, so it may grow while they start.
  for (int i = 1; i < threads; i++) {
    pthread_t handle;
    if (pthread_create(&handle, 0, workerMain, (void *)(intptr_t)i)) break;
    pthread_detach(handle);
    pool.threads = i + 1;
  }
  return pool.threads;
}

static void runOnPool(int op, const Call *call) {
  pool.op = op;
  pool.call = call;
  if (pool.threads > 1) {
    atomic_fetch_add(&pool.job, 1);
    if (atomic_load(&pool.sleeping)) {
      pthread_mutex_lock(&pool.mutex);
      pthread_cond_broadcast(&pool.wake);
      pthread_mutex_unlock(&pool.mutex);
    }
  }
  runPhases(0);
}
#endif
