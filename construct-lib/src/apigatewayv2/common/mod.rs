//! What HTTP and WebSocket APIs share.
