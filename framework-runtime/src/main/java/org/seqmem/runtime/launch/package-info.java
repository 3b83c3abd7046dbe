// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Running a plan: what has to run, where it runs, and what the store is told of it. */
@NullMarked
package org.seqmem.runtime.launch;

import org.jspecify.annotations.NullMarked;
