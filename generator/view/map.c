#include "view/computing.h"

void view_map(struct computing *c)
{
	(void)c;
}
