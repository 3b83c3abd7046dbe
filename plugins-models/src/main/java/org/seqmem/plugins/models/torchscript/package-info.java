// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Models from TorchScript files, as Python's PyTorch writes them. */
@NullMarked
package org.seqmem.plugins.models.torchscript;

import org.jspecify.annotations.NullMarked;
