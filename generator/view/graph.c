#include "view/computing.h"

void view_graph(struct computing *c)
{
	(void)c;
}
