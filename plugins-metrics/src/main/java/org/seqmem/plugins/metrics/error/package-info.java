// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** How far predictions are from targets. */
@NullMarked
package org.seqmem.plugins.metrics.error;

import org.jspecify.annotations.NullMarked;
