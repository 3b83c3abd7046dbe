// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** The memory that a trained model really has. */
@NullMarked
package org.seqmem.plugins.metrics.memory;

import org.jspecify.annotations.NullMarked;
