// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Least errors that theory allows a class of models, and the algebra below them. */
@NullMarked
package org.seqmem.plugins.metrics.floor;

import org.jspecify.annotations.NullMarked;
