//! WebSocket APIs.
