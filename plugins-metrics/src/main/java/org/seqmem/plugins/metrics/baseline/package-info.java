// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** What trivial predictors reach. */
@NullMarked
package org.seqmem.plugins.metrics.baseline;

import org.jspecify.annotations.NullMarked;
