# A house with one upward include, which floors_test.py has to find.
room(core FOLDER agent/core FLOOR 0)
room(flow FOLDER agent/flow FLOOR 1 NEEDS core)
