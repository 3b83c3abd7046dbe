// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Metrics of trained models, and references: lines that need no training. */
@NullMarked
package org.seqmem.api.metric;

import org.jspecify.annotations.NullMarked;
