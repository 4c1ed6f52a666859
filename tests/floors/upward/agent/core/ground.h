#pragma once
#include "agent/flow/upstairs.h"
