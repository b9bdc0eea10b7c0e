#include "view/computing.h"

void view_timeline(struct computing *c)
{
	(void)c;
}
