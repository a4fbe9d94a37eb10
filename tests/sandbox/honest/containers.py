"""collections, heapq, bisect, weak references."""

import bisect
import collections
import heapq
import weakref


def f():
    heap = [5, 1, 4]
    heapq.heapify(heap)
    assert heapq.heappop(heap) == 1 and heapq.nlargest(1, heap) == [5]
    assert bisect.bisect_left([1, 2, 4], 3) == 2
    assert collections.Counter("aab").most_common(1) == [("a", 2)]
    ring = collections.deque(range(5), maxlen=3)
    ring.rotate(1)
    assert list(ring) == [4, 2, 3]
    tree = collections.defaultdict(list)
    tree["a"].append(1)
    assert collections.ChainMap({"a": 1}, tree)["a"] == 1 and collections.OrderedDict(a=1).popitem() == ("a", 1)

    class Node:
        pass

    node = Node()
    seen = weakref.ref(node)
    del node
    return seen() is None
