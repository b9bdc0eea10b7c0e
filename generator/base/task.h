/* One piece of work that is done beside the caller's own.
 *
 *   task_begin(&task, work, context);   returns at once; where no thread can be had, when the work is done
 *   task_wait(&task);                   returns when it is done; at once for a task that was never begun */
#ifndef GLOSSA_BASE_TASK_H
#define GLOSSA_BASE_TASK_H

#include <pthread.h>
#include <stdbool.h>

typedef void task_work(void *context);

struct task {
	pthread_t thread;
	bool running;
	task_work *work;
	void *context;
};

void task_begin(struct task *task, task_work *work, void *context);
void task_wait(struct task *task);

#endif
