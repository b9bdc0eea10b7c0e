#include "base/task.h"

static void *run_task(void *argument)
{
	struct task *task = argument;

	task->work(task->context);
	return NULL;
}

void task_begin(struct task *task, task_work *work, void *context)
{
	*task = (struct task){.work = work, .context = context};
	task->running = pthread_create(&task->thread, NULL, run_task, task) == 0;
	if (!task->running)
		work(context);
}

void task_wait(struct task *task)
{
	if (task->running)
		pthread_join(task->thread, NULL);
	task->running = false;
}
