"""Tries: become root in a namespace of its own, mount, change the root, give itself a name.

Harmless: namespaces of its own, where it can have them.
"""

import ctypes

libc = ctypes.CDLL(None, use_errno=True)
FLAGS = {
    "user": 0x10000000,
    "mount": 0x20000,
    "pid": 0x20000000,
    "net": 0x40000000,
    "ipc": 0x8000000,
    "uts": 0x4000000,
    "cgroup": 0x2000000,
}


def softmax(x, axis=-1):
    for name, flag in FLAGS.items():
        for flags in (flag, flag | FLAGS["user"]):
            if libc.unshare(flags) == 0:
                print("REACHED unshare", name)
    for number in range(8):
        if libc.setns(number, 0) == 0:
            print("REACHED setns", number)
    stack = ctypes.create_string_buffer(1 << 16)
    function = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)(lambda _: 0)
    top = ctypes.c_void_p(ctypes.addressof(stack) + (1 << 16))
    if libc.clone(function, top, FLAGS["user"] | 17, None) > 0:
        print("REACHED clone")
    if libc.chroot(b"/") == 0:
        print("REACHED chroot")
    if libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0:
        print("REACHED mount")
        libc.umount2(b"/tmp", 2)
    return x * 0
