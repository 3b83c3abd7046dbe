// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** How a trained model answers what it was not trained on, and not quite as it was trained. */
@NullMarked
package org.seqmem.plugins.metrics.robustness;

import org.jspecify.annotations.NullMarked;
