# Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
"""Reads named arrays in the safetensors format, without the library of that name."""

import json
import struct

import numpy
import torch

TYPES = {"F32": numpy.float32, "F64": numpy.float64}


def read(path):
    """Gives a dictionary from names to tensors."""
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8 : 8 + length])
    arrays = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(content[begin:end], TYPES[entry["dtype"]])
        arrays[name] = torch.tensor(values.reshape(entry["shape"]))
    return arrays
