"use client";
import { Component, type ReactNode } from "react";
import { ErrorState } from "@/components/ui/error-state";

type Props = { name: string; children: ReactNode };

/** A panel that breaks says so in its own place; the others go on. */
export class PanelBoundary extends Component<Props, { error: Error | null }> {
  state = { error: null as Error | null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  render() {
    if (!this.state.error) return this.props.children;
    return (
      <ErrorState
        title={`${this.props.name} could not be shown`}
        detail={this.state.error.message}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
