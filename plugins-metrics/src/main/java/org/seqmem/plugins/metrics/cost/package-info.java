// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** What a model costs. */
@NullMarked
package org.seqmem.plugins.metrics.cost;

import org.jspecify.annotations.NullMarked;
