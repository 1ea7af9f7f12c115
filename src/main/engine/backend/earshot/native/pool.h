// The threads of the addon: they live as long as the process, run one operation at a time and wait in between.
// A thread that has nothing to do spins for a moment (the next kernel is mostly near), then sleeps. Work is cut into as
// many shares as an operation has threads; whoever is free takes the next one, so that nobody waits for a thread that the
// machine has not let run. What comes out depends on the shares, not on who computed them.
#ifndef EARSHOT_POOL_H
#define EARSHOT_POOL_H
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>
#include "call.h"

#define MAX_THREADS 64
#define SPINS_A_LOOK 16
#define SPIN_AT_END 100000  // nanoseconds
#define SPIN_BEFORE_SLEEP 300000

#if defined(__x86_64__) || defined(__i386__)
#define relax() __builtin_ia32_pause()
#elif defined(__aarch64__)
#define relax() __asm__ volatile("yield")
#else
#define relax() ((void)0)
#endif

// One operation: everything its threads need. Nothing of it is the process', so callers cannot disturb each other.
typedef struct {
  const Kernels *kernels;
  int op, threads;
  const Call *call;
} Job;

static struct {
  atomic_int started;           // threads there are, the caller's among them
  pthread_mutex_t gate;         // held while an operation uses the threads: JavaScript may call from several of its own
  const Job *current;           // of the phase that is open
  int phase;
  atomic_uint ticket;           // one more with every phase
  atomic_uint shares[MAX_THREADS];  // twice the ticket: free; one more: taken
  atomic_uint done;             // shares that are
  atomic_int sleeping;          // threads that wait on `wake`
  pthread_mutex_t mutex;
  pthread_cond_t wake;
} pool = {.started = 1, .gate = PTHREAD_MUTEX_INITIALIZER, .mutex = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER};

static int64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

// Waits until `word` is no longer `seen`: spinning for `limit` nanoseconds, then asleep, so that on a busy machine the
// thread that is waited for gets the processor. Whoever changes the word calls `wakeSleepers` afterwards.
static unsigned waitForChange(atomic_uint *word, unsigned seen, int64_t limit) {
  unsigned now;
  for (int64_t deadline = nanoseconds() + limit; nanoseconds() < deadline;) {
    for (int spins = 0; spins < SPINS_A_LOOK; spins++) {
      if ((now = atomic_load_explicit(word, memory_order_acquire)) != seen) return now;
      relax();
    }
  }
  pthread_mutex_lock(&pool.mutex);
  atomic_fetch_add(&pool.sleeping, 1);
  while ((now = atomic_load(word)) == seen) pthread_cond_wait(&pool.wake, &pool.mutex);
  atomic_fetch_sub(&pool.sleeping, 1);
  pthread_mutex_unlock(&pool.mutex);
  return now;
}

static void wakeSleepers(void) {
  if (!atomic_load(&pool.sleeping)) return;
  pthread_mutex_lock(&pool.mutex);
  pthread_cond_broadcast(&pool.wake);
  pthread_mutex_unlock(&pool.mutex);
}

// Takes a share if it is free in the phase of `ticket`. A thread that comes late finds none: tickets do not come back.
static int takeShare(unsigned ticket, int share) {
  unsigned isFree = 2 * ticket;
  if (atomic_load_explicit(&pool.shares[share], memory_order_relaxed) != isFree) return 0;
  return atomic_compare_exchange_strong(&pool.shares[share], &isFree, isFree + 1);
}

// Computes what shares are free, `first` before the others. While a share is taken and not done, its phase stays open.
static void takeShares(unsigned ticket, int first) {
  int count = atomic_load_explicit(&pool.started, memory_order_relaxed);
  for (int i = 0; i < count; i++) {
    int share = (first + i) % count;
    if (!takeShare(ticket, share)) continue;
    const Job *job = pool.current;
    unsigned all = (unsigned)job->threads;
    job->kernels->run(job->op, pool.phase, job->call, share, job->threads);
    unsigned done = atomic_fetch_add(&pool.done, 1) + 1;
    // Only the caller waits for the end of a phase; its own share comes first.
    if (done == all && first > 0) wakeSleepers();
  }
}

static void *workerMain(void *argument) {
  int thread = (int)(uintptr_t)argument;
  for (unsigned ticket = 0;;) {
    ticket = waitForChange(&pool.ticket, ticket, SPIN_BEFORE_SLEEP);
    takeShares(ticket, thread);
  }
  return 0;
}

// Starts workers where there are too few for `threads`, the caller being thread 0. Returns how many there can be.
static int provideThreads(int threads) {
  if (threads < 1) threads = 1;
  if (threads > MAX_THREADS) threads = MAX_THREADS;
  pthread_mutex_lock(&pool.gate);
  for (; pool.started < threads; pool.started++) {
    pthread_t handle;
    if (pthread_create(&handle, 0, workerMain, (void *)(uintptr_t)pool.started)) break;
    pthread_detach(handle);
  }
  if (threads > pool.started) threads = pool.started;
  pthread_mutex_unlock(&pool.gate);
  return threads;
}

// Opens a phase, takes part in it and waits for its end.
static void runPhase(const Job *job, int phase) {
  unsigned ticket = atomic_load(&pool.ticket) + 1;
  pool.current = job;
  pool.phase = phase;
  atomic_store(&pool.done, 0);
  for (int share = 0; share < job->threads; share++) atomic_store(&pool.shares[share], 2 * ticket);
  atomic_store(&pool.ticket, ticket);
  wakeSleepers();
  takeShares(ticket, 0);
  for (unsigned done; (done = atomic_load(&pool.done)) < (unsigned)job->threads;)
    waitForChange(&pool.done, done, SPIN_AT_END);
}

// Every thread's share one after the other: the same sums in the same order, so the same bits.
static void runAlone(const Job *job) {
  int phases = job->kernels->phases(job->op);
  for (int phase = 0; phase < phases; phase++)
    for (int thread = 0; thread < job->threads; thread++)
      job->kernels->run(job->op, phase, job->call, thread, job->threads);
}

// Runs an operation to its end. While another caller's has the threads, this one does not wait for them: live
// recognition beside a training run would stand still otherwise.
static void runOnPool(const Job *job) {
  if (job->threads == 1 || pthread_mutex_trylock(&pool.gate)) {
    runAlone(job);
    return;
  }
  int phases = job->kernels->phases(job->op);
  for (int phase = 0; phase < phases; phase++) runPhase(job, phase);
  pthread_mutex_unlock(&pool.gate);
}
#endif
