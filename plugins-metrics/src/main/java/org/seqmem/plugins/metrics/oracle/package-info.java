// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** The best linear recurrences that can be found for a kernel, by fitting instead of training. */
@NullMarked
package org.seqmem.plugins.metrics.oracle;

import org.jspecify.annotations.NullMarked;
