// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Layers that several models are built from. */
@NullMarked
package org.seqmem.plugins.models.layers;

import org.jspecify.annotations.NullMarked;
