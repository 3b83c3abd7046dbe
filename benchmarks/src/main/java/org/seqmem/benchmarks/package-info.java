// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Benchmarks of single operations and of whole runs. */
@NullMarked
package org.seqmem.benchmarks;

import org.jspecify.annotations.NullMarked;
